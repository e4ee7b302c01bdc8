import type { Socket } from 'node:net';
import { AgiError } from './agi-error';

export interface AgiLimits {
  /** Length of one line, without its line break. */
  maxLineBytes: number;
  /** Number of header lines. Asterisk sends about 25, plus one for each argument. */
  maxHeaderLines: number;
}

/** Lines buffered during a look-up. Asterisk sends at most HANGUP then. */
const maxWaitingLines = 16;

/**
 * The lines of one FastAGI connection, in UTF-8. Bounded: a line that is too long, too many lines, or the end
 * of the connection reject all pending reads and destroy the socket.
 */
export class AgiConnection {
  #partial: Buffer = Buffer.alloc(0);
  readonly #lines: string[] = [];
  #failure: AgiError | null = null;
  #wake: (() => void) | null = null;
  #abandon: (reason: AgiError) => void = () => undefined;
  #inHeader = true;

  constructor(
    private readonly socket: Socket,
    private readonly limits: AgiLimits,
  ) {
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', () => this.fail(new AgiError('agi-peer-gone')));
    socket.on('close', () => this.fail(new AgiError('agi-peer-gone')));
    // A half-closed connection counts as closed: the channel can no longer reply to commands.
    socket.on('end', () => this.fail(new AgiError('agi-peer-gone')));
  }

  /** The header's lines, without the empty line that ends it. */
  async header(): Promise<string[]> {
    const lines: string[] = [];
    for (;;) {
      const line = await this.#next();
      if (line === '') break;
      lines.push(line);
      if (lines.length > this.limits.maxHeaderLines) throw this.fail(new AgiError('agi-too-long'));
    }
    this.#inHeader = false;
    if (this.#lines.includes('HANGUP')) throw this.fail(new AgiError('agi-hung-up'));
    return lines;
  }

  /**
   * Sends a command (one line, without its line break) and waits for `200`.
   * @throws AgiError `agi-command-refused` for 510, 511 (the channel is dead) and 520
   */
  async command(line: string): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    this.socket.write(`${line}\n`);
    const reply = await this.#next();
    if (!reply.startsWith('200 result=')) throw this.fail(new AgiError('agi-command-refused'));
  }

  /**
   * Awaits other work; rejects as soon as the connection fails, so that the work does not outlive the call.
   */
  async whileUp<Value>(work: Promise<Value>): Promise<Value> {
    return await new Promise<Value>((resolve, reject) => {
      this.#abandon = reject;
      if (this.#failure !== null) reject(this.#failure);
      work.then(resolve, reject);
    });
  }

  /** Closes after everything written has been sent. */
  end(): void {
    this.#failure ??= new AgiError('agi-peer-gone');
    this.socket.end();
  }

  /** Ends the connection at once and rejects pending reads with the reason. Only the first reason counts. */
  fail(reason: AgiError): AgiError {
    this.#failure ??= reason;
    this.socket.destroy();
    this.#wake?.();
    this.#abandon(this.#failure);
    return this.#failure;
  }

  async #next(): Promise<string> {
    for (;;) {
      if (this.#failure !== null) throw this.#failure;
      const line = this.#lines.shift();
      if (line !== undefined) return line;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #take(chunk: Buffer): void {
    let rest = this.#partial.length === 0 ? chunk : Buffer.concat([this.#partial, chunk]);
    for (let end = rest.indexOf(lineFeed); end !== -1; end = rest.indexOf(lineFeed)) {
      if (end > this.limits.maxLineBytes) {
        this.fail(new AgiError('agi-too-long'));
        return;
      }
      const line = rest.toString('utf8', 0, rest[end - 1] === carriageReturn ? end - 1 : end);
      rest = rest.subarray(end + 1);
      this.#lines.push(line);
      // Asterisk sends HANGUP unasked, between replies (launch_netscript in res/res_agi.c).
      if (!this.#inHeader && line === 'HANGUP') this.fail(new AgiError('agi-hung-up'));
    }
    if (rest.length > this.limits.maxLineBytes) this.fail(new AgiError('agi-too-long'));
    // Copied: a slice of a few bytes would keep the whole chunk in memory.
    this.#partial = Buffer.from(rest);
    const waiting = this.#inHeader ? this.limits.maxHeaderLines + maxWaitingLines : maxWaitingLines;
    if (this.#lines.length > waiting) this.fail(new AgiError('agi-too-long'));
    this.#wake?.();
  }
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

import { connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { HTTPParser } from 'http-parser-js';

/** One request and its callbacks. Exactly one of the two is called, once. */
export interface Exchange {
  /** Method, target, headers and body, as sent on the wire (RFC 9112). */
  request: string;
  onAnswer: (status: number, body: string) => void;
  onError: (error: AriSocketError) => void;
}

/** The connection failed. Contains nothing of the request. */
export class AriSocketError extends Error {
  override readonly name = 'AriSocketError';

  /** @param code a system error code such as `ECONNRESET`, or `silent`, `closed`, `unreadable`, `too-long` */
  constructor(readonly code: string) {
    super(`The connection to ARI failed (${code})`);
  }
}

/** Bytes. The longest is the list of all channels: some 800 bytes each. */
const longestAnswer = 32 * 1024 * 1024;

/**
 * One persistent connection to ARI. Requests of one moment are sent in one write; Asterisk takes them one
 * after another and answers in the same order (pipelining; RFC 9112, 9.3.2). Most of their cost is the
 * sending and the wake-ups on both sides, which are then paid once.
 *
 * When the connection is lost, all unanswered requests fail. Nothing is re-sent automatically: a late
 * originate would ring a customer for a call that was already given up.
 */
export class AriSocket {
  readonly #socket: Socket;
  readonly #parser = new HTTPParser('RESPONSE');
  #waiting: Exchange[] = [];
  #status = 0;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #mayGoOn = true;
  #ended = false;

  /**
   * @param base where ARI is, `http://host:port` or `https://…`
   * @param silenceMs milliseconds after which a silent socket is closed, with or without a request pending
   * @param onFree called when no request is pending
   * @param onEnd called when the socket is closed
   */
  constructor(
    base: URL,
    silenceMs: number,
    private readonly onFree: (socket: AriSocket) => void,
    private readonly onEnd: (socket: AriSocket) => void,
  ) {
    const isTls = base.protocol === 'https:';
    const host = base.hostname.replace(/^\[|\]$/g, '');
    const port = Number(base.port || (isTls ? 443 : 80));
    this.#socket = isTls
      ? connectTls({ host, port, ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }) })
      : connectTcp({ host, port });
    this.#socket.setNoDelay(true);
    this.#socket.setTimeout(silenceMs);
    this.#socket
      .on('data', (bytes) => this.#read(bytes))
      .on('end', () => {
        this.#parser.finish();
        this.end(new AriSocketError('closed'));
      })
      .on('timeout', () => this.end(new AriSocketError('silent')))
      .on('error', (error: NodeJS.ErrnoException) => this.end(new AriSocketError(error.code ?? 'closed')))
      .on('close', () => this.end(new AriSocketError('closed')));
    this.#listen();
  }

  /** Sends requests in one write. Call it only while no request is pending. */
  send(exchanges: readonly Exchange[]): void {
    this.#waiting = [...exchanges];
    this.#socket.write(exchanges.map(({ request }) => request).join(''));
  }

  /** Closes the socket at once. Unanswered requests fail. */
  end(why: AriSocketError): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#socket.destroy();
    this.onEnd(this);
    const failed = this.#waiting;
    this.#waiting = [];
    for (const { onError } of failed) onError(why);
  }

  #listen(): void {
    this.#parser[HTTPParser.kOnHeadersComplete] = ({ statusCode, shouldKeepAlive }) => {
      this.#status = statusCode;
      this.#mayGoOn = shouldKeepAlive;
    };
    this.#parser[HTTPParser.kOnBody] = (piece) => {
      this.#bytes += piece.length;
      if (this.#bytes > longestAnswer) this.end(new AriSocketError('too-long'));
      else this.#pieces.push(piece);
    };
    this.#parser[HTTPParser.kOnMessageComplete] = () => this.#answered();
  }

  #read(bytes: Buffer): void {
    // An unrequested answer would be taken for the answer to the next request.
    if (this.#waiting.length === 0 || this.#parser.execute(bytes) instanceof Error) {
      this.end(new AriSocketError('unreadable'));
      return;
    }
    // Only after the whole chunk is parsed: bytes after the last answer must not be taken for answers to the
    // next requests.
    if (this.#waiting.length === 0 && !this.#ended) this.onFree(this);
  }

  #answered(): void {
    const [status, body] = [this.#status, textOf(this.#pieces)];
    this.#pieces = [];
    this.#bytes = 0;
    // A provisional response (100, 103): the final one follows.
    if (status < 200) return;
    const exchange = this.#waiting.shift();
    if (exchange === undefined) {
      this.end(new AriSocketError('unreadable'));
      return;
    }
    exchange.onAnswer(status, body);
    if (!this.#mayGoOn) this.end(new AriSocketError('closed'));
  }
}

function textOf(pieces: readonly Buffer[]): string {
  const [first] = pieces;
  if (first === undefined) return '';
  return (pieces.length === 1 ? first : Buffer.concat(pieces)).toString('utf8');
}

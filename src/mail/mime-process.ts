import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { MimeError } from './mime-error';
import type { MimeFault } from './mime-error';
import { largestMail } from './model/mail';
import type { ReadMail } from './model/mail';
import type { ReadingRules } from './read-mime';
import { FairTurns } from '#kernel/fair-turns';

/** What is to be read. */
export interface MimeRequest {
  raw: Buffer;
  envelopeSender: string;
  rules: ReadingRules;
  /** Whether what was read is wanted besides as it was before it was redacted. Absent: not. */
  keepsOriginal?: boolean;
}

export type MimeReply = { mail: ReadMail } | { fault: MimeFault };

/** What the process says first: it has started, and reads. */
export const ready = 'ready';

/** Reads mails. */
export interface MimeReader {
  /** @param owner address that it came to: of several, each has its turn @throws MimeError; another error where no process could read it, and the mail is to be sent again */
  read(request: MimeRequest, owner: string): Promise<ReadMail>;
  stop(): void;
}

/** In milliseconds. */
export interface ReadingTimes {
  /** A mail that takes longer is refused. What its process waited for a processor does not count: the mail has no part in it. */
  read: number;
  /** Whoever got no processor for so long is asked to send it again. */
  wait: number;
  /** Of a process; the time of its first mail begins after it. */
  start: number;
}

/** A mail is refused within five seconds, with its way here; on a machine that has no time for it, within twenty. */
const usualTimes: ReadingTimes = { read: 4500, wait: 15_000, start: 30_000 };
/** Calls come first: on a busy machine mails are read in what they leave (setpriority(2)). */
const readNiceness = 10;
/** Megabytes of JavaScript's heap in the process; what decodes pictures has limits of pixels. */
const heapMb = 256;

interface ReadingProcess {
  child: ChildProcess;
  /** 0 for one that could not be started. */
  pid: number;
  /** Rejects where it did not start. */
  started: Promise<void>;
}

/** The process ended while it read. */
class LostError extends Error {}

/** No process was there to read it, or none got its turn: not the mail's fault. */
const nobodyReads = (): Error => new Error('no process reads mails');

/**
 * @returns milliseconds that a process stood ready and got no processor; 0 where the kernel does not say (proc(5), schedstat)
 */
function waitedForProcessor(pid: number): number {
  try {
    const [, waited = '0'] = readFileSync(`/proc/${String(pid)}/schedstat`, 'utf8').split(' ');
    return Number(waited) / 1e6;
  } catch {
    return 0;
  }
}

function yieldToCalls(pid: number): void {
  try {
    setPriority(pid, readNiceness);
  } catch {
    // It has ended already, which is seen by its exit.
  }
}

/** A mail that ends one process may be innocent; one that ends two is refused. */
function onceMore(again: () => Promise<ReadMail>): (error: unknown) => Promise<ReadMail> {
  return async (error) => {
    if (!(error instanceof LostError)) throw error;
    return again().catch((second: unknown) => {
      throw second instanceof LostError ? new MimeError('malformed') : second;
    });
  };
}

/**
 * Reads mails in a process of its own, one after another, each address in turn: a mail that takes all time or memory ends that process, and no call notices.
 * The process starts with the first mail. One that is ended from outside costs no mail: another one reads it.
 */
export class MimeProcess implements MimeReader {
  #process: ReadingProcess | null = null;
  readonly #turns = new FairTurns();

  /**
   * @param entry what the process runs
   * @param waited milliseconds that the process of an id waited for a processor
   */
  constructor(
    private readonly entry = join(__dirname, 'mime-child.js'),
    private readonly times = usualTimes,
    private readonly waited = waitedForProcessor,
  ) {}

  read(request: MimeRequest, owner: string): Promise<ReadMail> {
    if (request.raw.length > largestMail) return Promise.reject(new MimeError('too-large'));
    return this.#turns.take(owner, () =>
      this.#readOnce(request).catch(onceMore(() => this.#readOnce(request))),
    );
  }

  stop(): void {
    this.#process?.child.kill('SIGKILL');
    this.#process = null;
  }

  async #readOnce(request: MimeRequest): Promise<ReadMail> {
    const reading = (this.#process ??= this.#start());
    await reading.started;
    return this.#ask(reading, request);
  }

  #ask(reading: ReadingProcess, request: MimeRequest): Promise<ReadMail> {
    const { child } = reading;
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        child.off('message', onReply);
        child.off('exit', onLost);
        child.off('error', onLost);
        settle();
      };
      const onReply = (reply: MimeReply): void => {
        if ('mail' in reply) end(() => resolve(reply.mail));
        else end(() => reject(new MimeError(reply.fault)));
      };
      // It ran out of memory, met a fault of a library, or was ended by somebody else.
      const onLost = (): void => {
        const error = this.#process === reading ? new LostError() : nobodyReads();
        this.#forget(reading);
        end(() => reject(error));
      };
      const begun = performance.now();
      const waitedBefore = this.waited(reading.pid);
      const onTime = (): void => {
        const took = performance.now() - begun;
        const left = this.times.read - (took - (this.waited(reading.pid) - waitedBefore));
        if (left > 0 && took < this.times.wait) {
          timer = setTimeout(onTime, left);
          return;
        }
        const error = left > 0 || this.#process !== reading ? nobodyReads() : new MimeError('too-long');
        this.#forget(reading);
        child.kill('SIGKILL');
        end(() => reject(error));
      };
      let timer = setTimeout(onTime, this.times.read);
      child.on('message', onReply);
      // Before what forgets it.
      child.prependListener('exit', onLost);
      child.prependListener('error', onLost);
      child.send(request, (error) => {
        if (error !== null) onLost();
      });
    });
  }

  #forget(reading: ReadingProcess): void {
    if (this.#process === reading) this.#process = null;
  }

  #start(): ReadingProcess {
    const child = fork(this.entry, [], {
      // Bytes as bytes.
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${String(heapMb)}`],
      // Nothing of the configuration: it holds secrets.
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    if (child.pid !== undefined) yieldToCalls(child.pid);
    const reading = { child, pid: child.pid ?? 0, started: this.#started(child) };
    // While it waits for the next mail, too.
    child.on('exit', () => this.#forget(reading));
    child.on('error', () => this.#forget(reading));
    // An idle one keeps nothing running.
    child.unref();
    child.channel?.unref();
    return reading;
  }

  #started(child: ChildProcess): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (): void => {
        clearTimeout(timer);
        child.kill('SIGKILL');
        reject(nobodyReads());
      };
      const timer = setTimeout(fail, this.times.start);
      child.once('message', () => {
        clearTimeout(timer);
        child.off('exit', fail);
        child.off('error', fail);
        resolve();
      });
      child.once('exit', fail);
      child.once('error', fail);
    });
  }
}

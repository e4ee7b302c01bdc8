import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
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

/** A mail that takes longer is refused: within five seconds, with its way here. */
const readMs = 4500;
/** Calls come first: on a busy machine mails are read in what they leave (setpriority(2)). */
const readNiceness = 10;
/** Megabytes of JavaScript's heap in the process; what decodes pictures has limits of pixels. */
const heapMb = 256;

/** The process ended while it read. */
class LostError extends Error {}

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
  #child: ChildProcess | null = null;
  /** Those that have started: what ends one of them may be the mail. */
  readonly #ready = new WeakSet<ChildProcess>();
  readonly #turns = new FairTurns();

  /** @param entry what the process runs */
  constructor(private readonly entry = join(__dirname, 'mime-child.js')) {}

  read(request: MimeRequest, owner: string): Promise<ReadMail> {
    if (request.raw.length > largestMail) return Promise.reject(new MimeError('too-large'));
    return this.#turns.take(owner, () =>
      this.#readOnce(request).catch(onceMore(() => this.#readOnce(request))),
    );
  }

  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  #readOnce(request: MimeRequest): Promise<ReadMail> {
    const child = (this.#child ??= this.#start());
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        child.off('message', onReply);
        child.off('exit', onLost);
        child.off('error', onLost);
        settle();
      };
      const onReply = (reply: MimeReply | typeof ready): void => {
        if (reply === ready) return;
        if ('mail' in reply) end(() => resolve(reply.mail));
        else end(() => reject(new MimeError(reply.fault)));
      };
      const isAtFault = (): boolean => this.#ready.has(child) && this.#child === child;
      // It ran out of memory, met a fault of a library, or was ended by somebody else.
      const onLost = (): void => {
        const error = isAtFault() ? new LostError() : new Error('no process reads mails');
        this.#forget(child);
        end(() => reject(error));
      };
      const timer = setTimeout(() => {
        const error = isAtFault() ? new MimeError('too-long') : new Error('no process reads mails');
        this.#forget(child);
        child.kill('SIGKILL');
        end(() => reject(error));
      }, readMs);
      child.on('message', onReply);
      // Before what forgets it.
      child.prependListener('exit', onLost);
      child.prependListener('error', onLost);
      child.send(request, (error) => {
        if (error !== null) onLost();
      });
    });
  }

  #forget(child: ChildProcess): void {
    if (this.#child === child) this.#child = null;
  }

  #start(): ChildProcess {
    const child = fork(this.entry, [], {
      // Bytes as bytes.
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${String(heapMb)}`],
      // Nothing of the configuration: it holds secrets.
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    if (child.pid !== undefined) yieldToCalls(child.pid);
    child.once('message', () => this.#ready.add(child));
    // While it waits for the next mail, too.
    child.on('exit', () => this.#forget(child));
    child.on('error', () => this.#forget(child));
    // An idle one keeps nothing running.
    child.unref();
    child.channel?.unref();
    return child;
  }
}

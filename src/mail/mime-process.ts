import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { MimeError } from './mime-error';
import type { MimeFault } from './mime-error';
import { largestMail } from './model/mail';
import type { ReadMail } from './model/mail';
import type { MailRules } from './model/mail-redaction';

/** What is to be read. */
export interface MimeRequest {
  raw: Buffer;
  envelopeSender: string;
  rules: MailRules;
}

export type MimeReply = { mail: ReadMail } | { fault: MimeFault };

/** Reads mails. */
export interface MimeReader {
  /** @throws MimeError */
  read(request: MimeRequest): Promise<ReadMail>;
  stop(): void;
}

/** A mail that takes longer is refused. */
const readMs = 5000;
/** Megabytes of JavaScript's heap in the process; what decodes pictures has limits of pixels. */
const heapMb = 256;

/**
 * Reads mails in a process of its own, one after another: a mail that takes all time or memory ends that process, and no call notices.
 * The process starts with the first mail.
 */
export class MimeProcess implements MimeReader {
  #child: ChildProcess | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param entry what the process runs */
  constructor(private readonly entry = join(__dirname, 'mime-child.js')) {}

  read(request: MimeRequest): Promise<ReadMail> {
    if (request.raw.length > largestMail) return Promise.reject(new MimeError('too-large'));
    const result = this.#turn.then(() => this.#ask(request));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  #ask(request: MimeRequest): Promise<ReadMail> {
    const child = (this.#child ??= this.#start());
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        child.off('message', onReply);
        child.off('exit', onExit);
        settle();
      };
      const onReply = (reply: MimeReply): void => {
        if ('mail' in reply) end(() => resolve(reply.mail));
        else end(() => reject(new MimeError(reply.fault)));
      };
      // It ran out of memory, or met a fault of a library.
      const onExit = (): void => {
        if (this.#child === child) this.#child = null;
        end(() => reject(new MimeError('malformed')));
      };
      const timer = setTimeout(() => {
        if (this.#child === child) this.#child = null;
        child.kill('SIGKILL');
        end(() => reject(new MimeError('too-long')));
      }, readMs);
      child.on('message', onReply);
      child.on('exit', onExit);
      child.send(request, (error) => {
        if (error !== null) onExit();
      });
    });
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
    child.on('error', () => {
      if (this.#child === child) this.#child = null;
    });
    // An idle one keeps nothing running.
    child.unref();
    child.channel?.unref();
    return child;
  }
}

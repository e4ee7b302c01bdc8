import type { Mailbox, MailboxEvents, MailboxFault, OpenedMailbox } from './mailbox';
import type { MailboxReader } from './mailbox-reader';
import { Reconnection } from '../reconnection';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { Rounds } from '#kernel/rounds';
import { within } from '#kernel/within';

export interface MailboxLinkParts {
  open: (events: MailboxEvents) => Promise<OpenedMailbox>;
  reader: Pick<MailboxReader, 'round' | 'stop'>;
  /** A look into the folder besides what the server tells of. */
  pollSeconds: number;
  onUp: () => void;
  /** Once for an outage. */
  onDown: (fault: MailboxFault) => void;
  clock: Clock;
  log: Log;
}

const refusedSeconds = 300;
/** A mail is read within it. */
const stopMs = 6_000;

/** Keeps one connection to the account's folder, and has it read: whenever the server tells of mails, and every so often. */
export class MailboxLink {
  readonly #rounds: Rounds;
  #mailbox: Mailbox | null = null;
  /** Whether it has been read: a folder that opens and cannot be read is of no use. */
  #isRead = false;
  readonly #reconnection: Reconnection<MailboxFault>;

  constructor(private readonly parts: MailboxLinkParts) {
    const { clock, log, onDown, pollSeconds } = parts;
    this.#reconnection = new Reconnection({
      ...{ clock, refusedSeconds },
      connect: () => this.#connect(),
      onDown: (fault) => {
        log.warn('mail: the account cannot be read', { reason: fault });
        onDown(fault);
      },
    });
    this.#rounds = new Rounds({
      ...{ clock, restMs: pollSeconds * 1000, stopMs },
      work: () => this.#read(),
      // A round that fails ends the connection, of which the next tries tell.
      onOutage: () => undefined,
    });
  }

  get isUp(): boolean {
    return this.#mailbox !== null && this.#isRead;
  }

  start(): void {
    void this.#connect();
  }

  /** The mail that is being read is taken. */
  async stop(): Promise<void> {
    this.#reconnection.stop();
    this.parts.reader.stop();
    await this.#rounds.stop();
    const mailbox = this.#mailbox;
    this.#mailbox = null;
    if (mailbox !== null) await within(this.parts.clock, stopMs, mailbox.close(), () => undefined);
  }

  async #connect(): Promise<void> {
    const { open } = this.parts;
    if (this.#reconnection.hasStopped()) return;
    const own: { mailbox: Mailbox | null; hasEnded: boolean } = { mailbox: null, hasEnded: false };
    const { mailbox, fault } = await open({
      onNews: () => this.#rounds.wake(),
      onEnd: () => {
        own.hasEnded = true;
        // One that ends before it is used is seen below.
        if (own.mailbox !== null && this.#mailbox === own.mailbox) this.#again('unreachable');
      },
    });
    own.mailbox = mailbox;
    if (mailbox === null) {
      this.#again(fault);
      return;
    }
    if (this.#reconnection.hasStopped()) {
      await mailbox.close();
      return;
    }
    if (own.hasEnded) {
      this.#again('unreachable');
      return;
    }
    this.#mailbox = mailbox;
    this.#isRead = false;
    this.#rounds.wake();
  }

  async #read(): Promise<boolean> {
    const mailbox = this.#mailbox;
    if (mailbox === null) return false;
    try {
      await this.parts.reader.round(mailbox);
      if (this.#mailbox === mailbox && !this.#isRead) this.#works();
    } catch {
      if (this.#mailbox === mailbox) {
        this.#again('unreachable');
        void mailbox.close();
      }
    }
    return false;
  }

  /** A first round has gone well. */
  #works(): void {
    this.#isRead = true;
    this.#reconnection.works();
    this.parts.log.info('mail: the account’s folder is open');
    this.parts.onUp();
  }

  #again(fault: MailboxFault): void {
    this.#mailbox = null;
    this.#reconnection.failed(fault);
  }
}

import type { Mailbox, MailboxEvents, MailboxFault, OpenedMailbox } from './mailbox';
import type { MailboxReader } from './mailbox-reader';
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

/** Waits after each failed try to connect, seconds; the last one again and again. */
const backOff: readonly number[] = [1, 2, 5, 10, 30, 60];
/** Providers close accounts whose password is tried over and over. */
const refusedBackOff = 300;
/** A mail is read within it. */
const stopMs = 6_000;

/** Keeps one connection to the account's folder, and has it read: whenever the server tells of mails, and every so often. */
export class MailboxLink {
  readonly #rounds: Rounds;
  #mailbox: Mailbox | null = null;
  /** Whether it has been read: a folder that opens and cannot be read is of no use. */
  #isRead = false;
  #failures = 0;
  #fault: MailboxFault | null = null;
  #cancel: () => void = () => undefined;
  #stopped = false;

  constructor(private readonly parts: MailboxLinkParts) {
    const { clock, pollSeconds } = parts;
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
    this.#stopped = true;
    this.#cancel();
    this.parts.reader.stop();
    await this.#rounds.stop();
    const mailbox = this.#mailbox;
    this.#mailbox = null;
    if (mailbox !== null) await within(this.parts.clock, stopMs, mailbox.close(), () => undefined);
  }

  async #connect(): Promise<void> {
    const { open } = this.parts;
    if (this.#stopped) return;
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
    if (this.#hasStopped()) {
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
    this.#failures = 0;
    this.#fault = null;
    this.parts.log.info('mail: the account’s folder is open');
    this.parts.onUp();
  }

  /** Asked again after each wait. */
  #hasStopped(): boolean {
    return this.#stopped;
  }

  #again(fault: MailboxFault): void {
    const { clock, log, onDown } = this.parts;
    this.#mailbox = null;
    if (this.#stopped) return;
    if (this.#fault !== fault) {
      this.#fault = fault;
      log.warn('mail: the account cannot be read', { reason: fault });
      onDown(fault);
    }
    const wait =
      fault === 'credentials-refused'
        ? refusedBackOff
        : (backOff[Math.min(this.#failures, backOff.length - 1)] ?? 60);
    this.#failures += 1;
    this.#cancel();
    this.#cancel = clock.after(wait * 1000, () => void this.#connect());
  }
}

import { createHash } from 'node:crypto';
import type { IntakeResult, MailIntake } from '../mail-intake';
import type { TakenResult } from '../lmtp-server';
import { MimeError } from '../mime-error';
import { largestMail } from '../model/mail';
import type { Mailbox } from './mailbox';
import { answeredToken, longestHead, providerEnvelope } from './model/provider-envelope';
import type { Alias } from '../model/alias';
import type { Clock } from '#kernel/clock';
import { StoreError } from '#database/store-error';
import type { Log } from '#kernel/log';
import { VaultError } from '#vault/vault-error';

/** Why a mail is not taken, for good. Stable: a label of a metric. */
export const mailboxRefusals = [
  /** It is for no address of an order: unknown, closed, or none at all. */
  'no-mailbox',
  /** More than an order gets in an hour, for hours. */
  'waited',
  'not-taken',
  'too-large',
  'unreadable',
] as const;
export type MailboxRefusal = (typeof mailboxRefusals)[number];

export interface MailboxReaderParts {
  intake: Pick<MailIntake, 'isKnown' | 'take'>;
  domain: string;
  /** Where mails go that were taken in, and those that were not; null: they are deleted. */
  taken: string | null;
  refused: string | null;
  clock: Pick<Clock, 'now'>;
  log: Log;
  /** For each address of a mail. */
  onTaken: (result: TakenResult) => void;
  /** For each mail. */
  onRefused: (reason: MailboxRefusal) => void;
}

/** `later`: it is tried again. `failed`: the same, and nothing is wrong with the mail. */
type Decision = 'taken' | 'later' | 'failed' | MailboxRefusal;

/** Seconds after each time that a mail was not taken for now; the last one again and again. */
const waits: readonly number[] = [5, 30, 60, 300, 600];
/** Mails in a row that could not be stored or removed: it is not they, but the database or the server. Their senders have no part in it. */
const mostFailures = 3;
/** Asked for their sizes at once. */
const atOnce = 100;

/**
 * Takes mails out of a folder, as LMTP takes them from a mail server: each is stored before it is removed. The folder is the queue, and nothing
 * is noted of it: whatever lies there was not taken, or was and could not be removed, which is recognised by its Message-ID. A mail
 * without one gets one that its bytes make.
 */
export class MailboxReader {
  /** Those that wait, by uid. */
  readonly #later = new Map<number, { times: number; at: number }>();
  /** Decided, and still there. */
  readonly #settled = new Map<number, Exclude<Decision, 'later' | 'failed'>>();
  #uidValidity = '';
  #stopped = false;
  #waiting = 0;

  constructor(private readonly parts: MailboxReaderParts) {}

  /** Mails that lay in the folder after the last look. */
  get waiting(): number {
    return this.#waiting;
  }

  /** The mail that is being read is taken, and no other. */
  stop(): void {
    this.#stopped = true;
  }

  /** Takes what lies in the folder. @throws where the connection has ended */
  async round(mailbox: Mailbox): Promise<void> {
    const uids = await mailbox.uids();
    this.#forget(mailbox.uidValidity, new Set(uids));
    this.#waiting = uids.length;
    let failures = 0;
    for (let first = 0; first < uids.length; first += atOnce) {
      const some = uids.slice(first, first + atOnce);
      const sizes = await mailbox.sizes(some);
      for (const uid of some) {
        if (this.#stopped || failures >= mostFailures) return;
        if (this.#now() < (this.#later.get(uid)?.at ?? 0)) continue;
        const became = await this.#one(mailbox, uid, sizes.get(uid) ?? null);
        failures = became === 'failed' ? failures + 1 : 0;
        if (became === 'done') this.#waiting -= 1;
      }
    }
  }

  /** @param size null: it is gone @returns `done`: it is out of the folder */
  async #one(mailbox: Mailbox, uid: number, size: number | null): Promise<'done' | 'later' | 'failed'> {
    const { log, onRefused, taken, refused } = this.parts;
    const before = this.#settled.get(uid);
    const decision = before ?? (await this.#decide(mailbox, uid, size));
    if (decision === null) return 'done';
    if (decision === 'later' || decision === 'failed') {
      this.#wait(uid);
      return decision;
    }
    if (before === undefined && decision !== 'taken') {
      onRefused(decision);
      log.info('a mail of the account was refused', { reason: decision });
    }
    if (await mailbox.remove(uid, decision === 'taken' ? taken : refused)) {
      this.#settled.delete(uid);
      this.#later.delete(uid);
      return 'done';
    }
    // It is not taken again: only removed.
    this.#settled.set(uid, decision);
    if (before === undefined) log.warn('a mail of the account cannot be removed from its folder');
    this.#wait(uid);
    return 'failed';
  }

  /** @returns null where it is gone */
  async #decide(mailbox: Mailbox, uid: number, size: number | null): Promise<Decision | null> {
    if (size === null) return null;
    if (size > largestMail) return 'too-large';
    // Some servers state another size than the mail has.
    const raw = await mailbox.read(uid, largestMail + 1);
    if (raw === null) return null;
    if (raw === 'refused') {
      this.parts.log.warn('a mail of the account cannot be read in its folder');
      return 'later';
    }
    if (raw.length > largestMail) return 'too-large';
    return this.#take(raw);
  }

  async #take(raw: Buffer): Promise<Decision> {
    const { domain } = this.parts;
    const head = raw.subarray(0, longestHead).toString('latin1');
    const { aliases, sender, hasMessageId } = providerEnvelope(head, domain);
    const whole = hasMessageId ? raw : Buffer.concat([ownId(raw), raw]);
    const named = aliases.length > 0 ? aliases : this.#answered(raw);
    const decisions: Decision[] = [];
    for (const alias of named) decisions.push(await this.#takeFor(alias, whole, sender));
    // What is stored for one of several is recognised when it is given again.
    for (const again of ['failed', 'later'] as const) if (decisions.includes(again)) return again;
    return decisions.includes('taken') ? 'taken' : (decisions[0] ?? 'no-mailbox');
  }

  /** Of a mail to a customer, or of a copy for a manager's own mailbox. */
  #answered(raw: Buffer): Alias[] {
    const token = answeredToken(raw, this.parts.domain);
    return token === null ? [] : (['bounce', 'copy'] as const).map((use) => ({ use, token }));
  }

  async #takeFor(alias: Alias, raw: Buffer, sender: string): Promise<Decision> {
    const { intake, log, onTaken } = this.parts;
    try {
      // Whoever invents addresses has nothing read.
      if (!(await intake.isKnown(alias))) return 'no-mailbox';
      const result = await intake.take(alias, raw, sender);
      const decision = decisionOf(result);
      onTaken(decision === 'taken' ? (result as TakenResult) : decision === 'later' ? 'failed' : 'refused');
      return decision;
    } catch (error) {
      const isOfMail = error instanceof MimeError;
      onTaken(isOfMail ? 'refused' : 'failed');
      log.warn('a mail was not taken', { error });
      if (!isOfMail) return error instanceof StoreError || error instanceof VaultError ? 'failed' : 'later';
      return error.slug === 'too-large' ? 'too-large' : 'unreadable';
    }
  }

  #wait(uid: number): void {
    const times = this.#later.get(uid)?.times ?? 0;
    const seconds = waits[Math.min(times, waits.length - 1)] ?? 600;
    this.#later.set(uid, { times: times + 1, at: this.#now() + seconds * 1_000_000 });
  }

  /** Of another counting of the server, and of what is gone. */
  #forget(uidValidity: string, there: ReadonlySet<number>): void {
    const isOther = uidValidity !== this.#uidValidity;
    this.#uidValidity = uidValidity;
    for (const known of [this.#later, this.#settled]) {
      for (const uid of known.keys()) if (isOther || !there.has(uid)) known.delete(uid);
    }
  }

  #now(): number {
    return this.parts.clock.now();
  }
}

function decisionOf(result: IntakeResult): Decision {
  switch (result) {
    case 'stored':
    case 'repeated':
    case 'dropped':
      return 'taken';
    case 'too-many':
      return 'later';
    default:
      return result;
  }
}

/** The same for the same mail (RFC 5322, section 3.6.4; RFC 2606): it may be read again after the process was killed. */
function ownId(raw: Buffer): Buffer {
  const hash = createHash('sha256').update(raw).digest('hex').slice(0, 40);
  return Buffer.from(`Message-ID: <${hash}@without-id.invalid>\r\n`, 'latin1');
}

import { randomBytes } from 'node:crypto';
import type { MailOrder, MailStore } from './mails';
import type { MimeReader } from './mime-process';
import type { Alias } from './model/alias';
import { tokenBytes, tokenFrom } from './model/alias';
import type { ReadMail } from './model/mail';
import { isTaken } from './model/mail-rates';
import { noContacts } from './model/mail-redaction';
import { verdictsIn } from './model/mail-verdicts';
import { isSenderProven } from './model/sender-proof';
import { refusalText } from './model/refusal-text';
import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';
import type { OrderFeed } from '#orders/order-feed';
import { isAddress } from '#vault/email-address';

export interface MailIntakeParts {
  store: MailStore;
  reader: Pick<MimeReader, 'read'>;
  /** Of Star7's own addresses. */
  domain: string;
  keptHosts: () => Promise<readonly string[]>;
  feed: Pick<OrderFeed, 'publish'>;
  clock: Pick<Clock, 'now'>;
  /** Whether originals are kept, sealed. */
  keepsOriginals: boolean;
  /** Name of the filter before Star7, which says whether a sender is genuine; null where there is none. */
  filter: string | null;
  /** Something waits to be sent. */
  onWritten: () => void;
  /** Asked with each mail: it is created after what takes mails. */
  decoys: () => DecoyMailTaker;
}

/** Mailboxes of invented customers, which forward what comes to them. Throws StoreError, VaultError. */
export interface DecoyMailTaker {
  isKnown(token: string): Promise<boolean>;
  /** @param mail with its texts as they came @param at when */
  take(
    token: string,
    mail: ReadMail & { original: NonNullable<ReadMail['original']> },
    at: Micros,
  ): Promise<void>;
  /** A mail of the company itself came by. */
  passed(token: string, at: Micros): Promise<void>;
}

/**
 * What becomes of a mail. `no-mailbox`: unknown, closed and somebody else's address alike. `dropped`: a program's mail that is not
 * kept. The mail server has it already, and would send a report of a refusal to whoever the envelope names: to a stranger whose
 * address was forged, or to a program that answers it.
 */
export type IntakeResult = 'stored' | 'repeated' | 'dropped' | 'no-mailbox' | 'too-many' | 'not-taken';

/** Own id or address of a new mail. */
export function newToken(): string {
  return tokenFrom(randomBytes(tokenBytes));
}

/** Takes mails from the mail server: each is kept before its server is told so. */
export class MailIntake {
  constructor(private readonly parts: MailIntakeParts) {}

  /** @throws StoreError */
  async isKnown({ use, token }: Alias): Promise<boolean> {
    const { store } = this.parts;
    // All are looked for, whatever it is for: one takes as long as the other.
    const [order, mail, isTest, isDecoy] = await Promise.all([
      store.orderOfToken(use === 'reply' ? token : ''),
      store.orderOfMail(use === 'bounce' ? token : ''),
      store.isTest(use === 'test' ? token : ''),
      this.parts.decoys().isKnown(use === 'decoy' ? token : ''),
    ]);
    return { reply: order !== null, bounce: mail !== null, test: isTest, decoy: isDecoy }[use];
  }

  /**
   * @param raw RFC 5322
   * @param envelopeSender empty for a bounce
   * @throws StoreError, VaultError: it is to be sent again; MimeError: it is refused
   */
  async take(alias: Alias, raw: Buffer, envelopeSender: string): Promise<IntakeResult> {
    const { use, token } = alias;
    if (use === 'bounce') return this.#takeBounce(token, raw, envelopeSender);
    if (use === 'decoy') return this.#takeDecoys(token, raw, envelopeSender);
    return use === 'reply'
      ? this.#takeReply(token, raw, envelopeSender)
      : this.#takeTest(token, raw, envelopeSender);
  }

  async #takeReply(token: string, raw: Buffer, envelopeSender: string): Promise<IntakeResult> {
    const { store, reader, feed, clock, keepsOriginals: keepsOriginal } = this.parts;
    const order = await store.orderOfToken(token);
    if (order === null) return 'no-mailbox';
    const rules = { own: order.own, keptHosts: await this.parts.keptHosts() };
    const mail = await reader.read({ raw, envelopeSender, rules, keepsOriginal }, token);
    // What servers report belongs to a mail that went out, whose own address they have.
    if (mail.kind === 'bounce') return 'dropped';
    const senderKnown = this.#isCustomers(mail, order);
    const now = clock.now();
    const counted = senderKnown && !mail.isSpam ? 'known' : 'strangers';
    if (!isTaken(mail.kind, await store.counts(order.id, now), counted)) {
      // A person's mail is given again by the mail server; a program must not be answered at all.
      return mail.kind === 'person' ? 'too-many' : 'dropped';
    }
    const kept = mail.kind === 'read-receipt' ? { ...mail, text: '', pictures: [], refused: [] } : mail;
    const original = mail.original === null ? null : { ...mail.original, from: mail.from };
    const result = await store.receive(order, {
      ...{ token: newToken(), at: now, mail: kept, senderKnown, original },
    });
    if (result === 'stored') {
      if (senderKnown) await this.#sayWhatIsRefused(order, mail);
      feed.publish(order);
    }
    return result;
  }

  /** From the order's own address, and where there is a filter, found genuine by it. */
  #isCustomers({ from: [from, ...others], authentication }: ReadMail, { email }: MailOrder): boolean {
    const { filter } = this.parts;
    // One that names several might be trying which of them it is.
    if (email === null || from === undefined || others.length > 0 || !isAddress(email, from)) return false;
    return filter === null || isSenderProven(authentication, filter, from);
  }

  /** Star7's own, of which only the way is of interest. */
  async #takeTest(token: string, raw: Buffer, envelopeSender: string): Promise<IntakeResult> {
    const { store, clock } = this.parts;
    // A report that it was not delivered goes to the same address, and is no arrival.
    if (envelopeSender === '') return 'not-taken';
    if (!(await store.isTest(token))) return 'no-mailbox';
    await store.noteTest(token, clock.now(), verdictsIn(raw.toString('latin1')));
    return 'stored';
  }

  /** Whatever it is, its sender is told what a mailbox tells: that it was taken. */
  async #takeDecoys(token: string, raw: Buffer, envelopeSender: string): Promise<IntakeResult> {
    const { reader, domain, clock } = this.parts;
    const decoys = this.parts.decoys();
    if (!(await decoys.isKnown(token))) return 'no-mailbox';
    const none = { own: noContacts, keptHosts: [] };
    const mail = await reader.read({ raw, envelopeSender, rules: none, keepsOriginal: true }, token);
    const { from, original } = mail;
    const isOwn = from.some((address) => address.toLowerCase().endsWith(`@${domain}`));
    if (isOwn || original === null) await decoys.passed(token, clock.now());
    else await decoys.take(token, { ...mail, original }, clock.now());
    return 'stored';
  }

  /** A word to the sender, if a person waits for one. */
  async #sayWhatIsRefused(order: MailOrder, mail: ReadMail): Promise<void> {
    const { store, clock } = this.parts;
    const text = refusalText(mail.refused);
    if (text === null || mail.kind !== 'person' || mail.isSpam) return;
    const now = clock.now();
    if (!isTaken('automatic', await store.counts(order.id, now))) return;
    await store.write(order, {
      ...{ token: newToken(), at: now, kind: 'automatic', author: null, subject: mail.subject, text },
      ...{ hidden: 0, once: null },
    });
    this.parts.onWritten();
  }

  async #takeBounce(token: string, raw: Buffer, envelopeSender: string): Promise<IntakeResult> {
    const { store, reader, feed } = this.parts;
    const none = { own: noContacts, keptHosts: [] };
    const mail = await reader.read({ raw, envelopeSender, rules: none }, token);
    // Answers of programs go to the envelope's sender, too: they say nothing about a delivery.
    const report =
      mail.report ?? (mail.kind === 'bounce' ? ({ outcome: 'failed', fault: 'other' } as const) : null);
    if (report === null) return mail.kind === 'person' ? 'not-taken' : 'dropped';
    const order = await store.orderOfMail(token);
    if (order === null) return 'no-mailbox';
    await store.report(token, report);
    feed.publish(order);
    return 'stored';
  }
}

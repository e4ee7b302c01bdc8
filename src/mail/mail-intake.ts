import { randomBytes } from 'node:crypto';
import type { FormerContacts, MailOrder, MailStore } from './mails';
import { MimeError } from './mime-error';
import type { MimeReader, MimeRequest } from './mime-process';
import type { Alias } from './model/alias';
import { readAlias, tokenBytes, tokenFrom } from './model/alias';
import { arrivalOf } from './model/arrival';
import type { DeliveryReport, ReadMail } from './model/mail';
import { isTaken } from './model/mail-rates';
import { noContacts } from './model/mail-redaction';
import { tokenOfMessageId } from './model/new-mail';
import { verdictsIn } from './model/mail-verdicts';
import { isSenderProven } from './model/sender-proof';
import type { ReadingRules } from './read-mime';
import { refusalText } from './model/refusal-text';
import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';
import type { OrderFeed } from '#orders/order-feed';
import { joinedContacts } from '#kernel/redaction/own-contacts';
import { isAddress } from '#vault/email-address';

export interface MailIntakeParts {
  store: MailStore;
  reader: Pick<MimeReader, 'read'>;
  /** Of Star7's own addresses. */
  domain: string;
  keptHosts: () => Promise<readonly string[]>;
  /** Of the page where customers confirm addresses; null where there is none. */
  confirmUrl: string | null;
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
  /** Copies for managers' own mailboxes; absent: there are none. */
  copies?: CopyReports;
}

/** Takes what servers report of copies for managers' own mailboxes: nothing of it gets to a customer's thread. Throws StoreError. */
export interface CopyReports {
  isKnown(token: string): Promise<boolean>;
  report(token: string, report: DeliveryReport): Promise<void>;
}

/** A mail with its texts as they came. */
export type TakenDecoyMail = ReadMail & { original: NonNullable<ReadMail['original']> };

/** Mailboxes of invented customers, which forward what comes to them. Throws StoreError, VaultError. */
export interface DecoyMailTaker {
  isKnown(token: string): Promise<boolean>;
  /** @param mail with its texts as they came; null: nobody can read it */
  take(token: string, mail: TakenDecoyMail | null, at: Micros): Promise<void>;
  /** A mail of the company itself came by. */
  passed(token: string, at: Micros): Promise<void>;
}

/**
 * What becomes of a mail. `no-mailbox`: unknown, closed and somebody else's address alike. `dropped`: a program's mail that is not
 * kept. The mail server has it already, and would send a report of a refusal to whoever the envelope names: to a stranger whose
 * address was forged, or to a program that answers it.
 */
export type IntakeResult =
  | 'stored'
  | 'repeated'
  | 'dropped'
  | 'no-mailbox'
  /** To be given again. */
  | 'too-many'
  /** The same, after hours: the mail server's queue must not grow with whoever writes without end. */
  | 'waited'
  | 'not-taken';

/** How long a mail beyond the limits waits at the mail server: people's limits are by the hour. */
const waitsAtMost: Micros = 4 * 3_600_000_000;
/** Bytes in which the headers of the mail server in front are. */
const longestHead = 65_536;

/** How long a mail has waited at the mail server; null where it does not say. */
export function waitedFor(raw: Buffer, now: Micros): Micros | null {
  const arrival = arrivalOf(raw.subarray(0, longestHead).toString('latin1'));
  return arrival === null ? null : now - arrival;
}

/** A mail took too long to be read, and is to be given again. */
export class SlowError extends Error {
  override readonly name = 'SlowError';
}

/** Own id or address of a new mail. */
export function newToken(): string {
  return tokenFrom(randomBytes(tokenBytes));
}

/** Takes mails from the mail server: each is kept before its server is told so. */
export class MailIntake {
  constructor(private readonly parts: MailIntakeParts) {}

  /** @throws StoreError */
  async isKnown({ use, token }: Alias): Promise<boolean> {
    // Which of them is asked, the address itself says; within each, one takes as long as the other.
    switch (use) {
      case 'decoy':
        return this.parts.decoys().isKnown(token);
      case 'copy':
        return this.parts.copies?.isKnown(token) ?? false;
      case 'program':
        // Managers write by submission alone, with their token.
        return false;
      default:
        return this.parts.store.isKnown({ reply: '', bounce: '', test: '', [use]: token });
    }
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
    if (use === 'copy') return this.#takeOfCopy(token, raw, envelopeSender);
    if (use === 'program') return 'no-mailbox';
    return use === 'reply'
      ? this.#takeReply(token, raw, envelopeSender)
      : this.#takeTest(token, raw, envelopeSender);
  }

  async #takeReply(token: string, raw: Buffer, envelopeSender: string): Promise<IntakeResult> {
    const { store, feed, clock, keepsOriginals: keepsOriginal } = this.parts;
    const order = await store.orderOfToken(token);
    if (order === null) return 'no-mailbox';
    const former = await store.formerContacts(order);
    const rules = {
      ...{ keptHosts: await this.parts.keptHosts(), confirmUrl: this.parts.confirmUrl },
      ...this.#compared(order, former),
    };
    const mail = await this.#read({ raw, envelopeSender, rules, keepsOriginal }, token);
    // What servers report belongs to a mail that went out, whose own address they have.
    if (mail.kind === 'bounce') return 'dropped';
    const sender = this.#senderOf(mail, order, former);
    const senderKnown = sender === 'order';
    const now = clock.now();
    const counted = senderKnown && !mail.isSpam ? 'known' : 'strangers';
    if (!isTaken(mail.kind, await store.counts(order.id, now), counted)) {
      // A person's mail is given again by the mail server, for some hours; a program must not be answered at all.
      if (mail.kind !== 'person') return 'dropped';
      return (waitedFor(raw, now) ?? 0) > waitsAtMost ? 'waited' : 'too-many';
    }
    const kept = mail.kind === 'read-receipt' ? { ...mail, text: '', pictures: [], refused: [] } : mail;
    const original = mail.original === null ? null : { ...mail.original, from: mail.from };
    const result = await store.receive(order, {
      ...{ token: newToken(), at: now, mail: kept, senderKnown, original },
      senderFormer: sender === 'former',
    });
    if (result === 'stored') {
      if (senderKnown) await this.#sayWhatIsRefused(order, mail);
      feed.publish(order);
    }
    return result;
  }

  /** @throws MimeError as {@link MimeReader}; SlowError */
  async #read(request: MimeRequest, owner: string): Promise<ReadMail> {
    const { reader, clock } = this.parts;
    try {
      return await reader.read(request, owner);
    } catch (error) {
      const isSlow = error instanceof MimeError && error.slug === 'too-long';
      // The machine may have been busy: for some hours it is read again each time that the mail server gives it.
      if (!isSlow || (waitedFor(request.raw, clock.now()) ?? 0) > waitsAtMost) throw error;
      throw new SlowError('a mail took too long to be read');
    }
  }

  /**
   * What its text is compared with, and whose: the customer's alone, at the address that the shop stated. Whoever else writes may be the
   * manager, with guesses by the thousand; what becomes of those must not depend on what is stored (docs/decisions.md, 142).
   */
  #compared(
    { own, email, isEmailStated, isAliasPresent }: MailOrder,
    former: FormerContacts,
  ): Pick<ReadingRules, 'own' | 'comparedSender'> {
    const [address] = own.addresses;
    if (email === null || address === undefined || !isEmailStated || !isAliasPresent) {
      return { own: 'any-piece' };
    }
    return {
      own: joinedContacts(own, former.own),
      comparedSender: { address, filter: this.parts.filter },
    };
  }

  /**
   * Whose address it is from, and where there is a filter, found genuine by it. An address that the order had before is a former one,
   * also where the same was typed once more: whoever typed a guess would see by it whether that was right (docs/decisions.md, 142). The
   * customer who has confirmed it by its link has said so.
   */
  #senderOf(
    { from: [from, ...others], authentication }: ReadMail,
    { email, isAliasPresent }: MailOrder,
    { addresses, isConfirmed }: FormerContacts,
  ): 'order' | 'former' | 'stranger' {
    const { filter } = this.parts;
    // One that names several might be trying which of them it is.
    if (from === undefined || others.length > 0) return 'stranger';
    const isOrders = email !== null && isAddress(email, from);
    const isFormer = addresses.some((each) => isAddress(each, from));
    if (!isOrders && !isFormer) return 'stranger';
    if (filter !== null && !isSenderProven(authentication, filter, from)) return 'stranger';
    if (isFormer && !(isOrders && isConfirmed && isAliasPresent)) return 'former';
    // Who had the customer's place before may know that address of the order still.
    return isAliasPresent ? 'order' : 'stranger';
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

  /**
   * Whatever it is, it is taken: a refusal would come to the provider that forwards it, and from there to its sender, who would learn where
   * this mailbox forwards.
   */
  async #takeDecoys(token: string, raw: Buffer, envelopeSender: string): Promise<IntakeResult> {
    const { reader, clock } = this.parts;
    const decoys = this.parts.decoys();
    if (!(await decoys.isKnown(token))) return 'no-mailbox';
    const none = { own: noContacts, keptHosts: [] };
    const mail = await reader
      .read({ raw, envelopeSender, rules: none, keepsOriginal: true }, token)
      .catch((error: unknown) => {
        if (error instanceof MimeError) return null;
        throw error;
      });
    if (mail !== null && (await this.#isOwn(mail))) await decoys.passed(token, clock.now());
    else if (mail === null || mail.original === null) await decoys.take(token, null, clock.now());
    else await decoys.take(token, { ...mail, original: mail.original }, clock.now());
    return 'stored';
  }

  /**
   * Of an order of the shop, by its address, or where mails are from an account's one address, by its Message-ID: anybody can write the domain
   * alone.
   */
  async #isOwn({ from: [address = ''], messageId }: ReadMail): Promise<boolean> {
    const { store, domain } = this.parts;
    const alias = readAlias(address, domain);
    if (alias?.use === 'reply' && (await store.orderOfToken(alias.token)) !== null) return true;
    const token = tokenOfMessageId(messageId ?? '', domain);
    return token !== null && (await store.orderOfMail(token)) !== null;
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
      ...{ hidden: 0, once: null, limits: {} },
    });
    this.parts.onWritten();
  }

  async #takeBounce(token: string, raw: Buffer, envelopeSender: string): Promise<IntakeResult> {
    const { store, feed } = this.parts;
    const report = await this.#reportIn(token, raw, envelopeSender);
    if (typeof report === 'string') return report;
    const order = await store.orderOfMail(token);
    if (order === null) return 'no-mailbox';
    await store.report(token, report);
    feed.publish(order);
    return 'stored';
  }

  /** An absence note of the manager's mailbox ends here, as every mail of a program does. */
  async #takeOfCopy(token: string, raw: Buffer, envelopeSender: string): Promise<IntakeResult> {
    const { copies } = this.parts;
    const report = await this.#reportIn(token, raw, envelopeSender);
    if (typeof report === 'string') return report;
    if (copies === undefined || !(await copies.isKnown(token))) return 'no-mailbox';
    await copies.report(token, report);
    return 'stored';
  }

  /** What a server says of a delivery, or what becomes of a mail that says nothing of one. */
  async #reportIn(
    token: string,
    raw: Buffer,
    envelopeSender: string,
  ): Promise<DeliveryReport | 'not-taken' | 'dropped'> {
    const none = { own: noContacts, keptHosts: [] };
    const mail = await this.#read({ raw, envelopeSender, rules: none }, token);
    // Answers of programs go to the envelope's sender, too: they say nothing about a delivery.
    if (mail.report !== null) return mail.report;
    if (mail.kind === 'bounce') return { outcome: 'failed', fault: 'other' };
    return mail.kind === 'person' ? 'not-taken' : 'dropped';
  }
}

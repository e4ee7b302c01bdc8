import { createHash } from 'node:crypto';
import type { MailDesk } from '../mail-desk';
import { longestTyped } from '../mail-json';
import type { MimeReader } from '../mime-process';
import { aliasAddress, readAlias } from '../model/alias';
import { noContacts } from '../model/mail-redaction';
import { tokenOfMessageId } from '../model/new-mail';
import { faultOfSubmission, writtenText } from '../model/submission';
import type { SubmissionFault } from '../model/submission';
import type { MailPrograms, Submitter } from './mail-programs';
import { programTokenHash } from './program-token';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';
import { actorOf } from '#kernel/principal';
import type { Principal } from '#kernel/principal';
import type { OrderFeed } from '#orders/order-feed';
import { SignInLimiter } from '#people/sign-in-limiter';

export interface MailSubmissionParts {
  programs: Pick<MailPrograms, 'authenticate' | 'orderOf' | 'markAnswered'>;
  desk: Pick<MailDesk, 'write'>;
  reader: Pick<MimeReader, 'read'>;
  trail: Pick<AuditTrail, 'beforeRepeated'>;
  feed: Pick<OrderFeed, 'publish'>;
  clock: Pick<Clock, 'now'>;
  domain: string;
  /** How long an address lives after its order was closed. */
  aliasFor: Micros;
  keptHosts: () => Promise<readonly string[]>;
}

/** Where a mail is to go: one order. */
export interface Recipient {
  orderNumber: string;
  /** The address, in small letters. */
  alias: string;
}

/** Why a mail is not sent: of itself, or of its order at present (slugs of {@link RefusedError}). */
export class SubmissionError extends Error {
  override readonly name = 'SubmissionError';

  constructor(readonly fault: SubmissionFault) {
    super(fault);
  }
}

/** Wrong tokens within a quarter of an hour: the same one, as a program tries it again and again, and all of one network. */
const signInRules = {
  perLogin: { limit: 10, windowSeconds: 900 },
  perAddress: { limit: 30, windowSeconds: 900 },
};
/** Recipients that were refused, of one manager and of one network. */
const recipientRules = {
  perLogin: { limit: 30, windowSeconds: 900 },
  perAddress: { limit: 300, windowSeconds: 900 },
};
/** Mails that are read of one manager: each may take seconds, of which the order's limits know nothing. */
const most = { limit: 120, windowSeconds: 3600 };
const readingRules = { perLogin: most, perAddress: most };
/** A token that was good lately is asked for whatever else comes from its network: an office has one address. */
const goodFor: Micros = 24 * 3_600_000_000;
const mostGood = 1000;

/** Takes mails from managers' own mail programs: who writes says the token, and to whom the address of an order. */
export class MailSubmission {
  readonly #signIns: SignInLimiter;
  readonly #recipients: SignInLimiter;
  readonly #readings: SignInLimiter;
  readonly #good = new Map<string, Micros>();

  constructor(private readonly parts: MailSubmissionParts) {
    this.#signIns = new SignInLimiter(parts.clock, signInRules);
    this.#recipients = new SignInLimiter(parts.clock, recipientRules);
    this.#readings = new SignInLimiter(parts.clock, readingRules);
  }

  /**
   * @param user the manager's extension
   * @param network of the client, as they are counted
   * @returns null for whatever is wrong with it; `wait` after too many of those
   * @throws StoreError
   */
  async signIn(user: string, token: string, network: string): Promise<Submitter | 'wait' | null> {
    const { programs, clock } = this.parts;
    const hash = programTokenHash(token);
    const print = createHash('sha256').update(user).update('\0').update(hash).digest('base64');
    const now = clock.now();
    const isGood = (this.#good.get(print) ?? 0) > now - goodFor;
    const attempt = isGood ? null : this.#signIns.begin(print, network);
    if (attempt !== null && 'waitSeconds' in attempt) return 'wait';
    const submitter = await programs.authenticate(user, hash).catch((error: unknown) => {
      attempt?.takeBack();
      throw error;
    });
    this.#good.delete(print);
    if (submitter === null) return null;
    attempt?.succeeded();
    this.#good.set(print, now);
    for (const oldest of this.#good.keys()) {
      if (this.#good.size <= mostGood) break;
      this.#good.delete(oldest);
    }
    return submitter;
  }

  /**
   * Whether the manager may write to an address. All others cost the same look, and get one answer.
   * @returns null for no address, and for unknown, foreign and closed ones; `wait` after too many of those
   * @throws StoreError; RefusedError `unavailable`
   */
  async recipient(
    submitter: Submitter,
    address: string,
    network: string,
  ): Promise<Recipient | 'wait' | null> {
    const { programs, clock, domain, aliasFor, trail } = this.parts;
    const attempt = this.#recipients.begin(String(submitter.program), network);
    if ('waitSeconds' in attempt) return 'wait';
    const alias = readAlias(address, domain);
    const token = alias?.use === 'program' ? alias.token : '';
    const orderNumber = await programs
      .orderOf(submitter, token, clock.now() - aliasFor)
      .catch((error: unknown) => {
        attempt.takeBack();
        throw error;
      });
    if (orderNumber === null) {
      await trail.beforeRepeated({
        ...{ actor: actorOf(principalOf(submitter)), action: 'mail.submit', subject: null },
        detail: { outcome: 'refused' },
      });
      return null;
    }
    attempt.takeBack();
    return { orderNumber, alias: aliasAddress({ use: 'program', token }, domain) };
  }

  /**
   * Sends a mail on: read, redacted and written again, as if it was typed in Star7. Nothing of its headers but subject and Message-ID is
   * looked at, and the Message-ID is for the thread in the manager's program alone. A repetition is sent once.
   * @returns `wait` after too many mails of the manager, whatever became of them
   * @throws SubmissionError, RefusedError as {@link MailDesk.write}, MimeError, StoreError
   */
  async submit(submitter: Submitter, recipient: Recipient, raw: Buffer): Promise<'sent' | 'wait'> {
    const { desk, reader, programs, feed, clock, domain, keptHosts } = this.parts;
    // Its turns are its own, however many orders it writes to: nobody else's mails wait for them all.
    const owner = `program:${String(submitter.program)}`;
    if ('waitSeconds' in this.#readings.begin(owner, owner)) return 'wait';
    const rules = { own: noContacts, keptHosts: await keptHosts() };
    // A sender that no program has: what else is automatic is seen by the headers.
    const envelopeSender = `manager@${domain}`;
    const mail = await reader.read({ raw, envelopeSender, rules, keepsOriginal: true }, owner);
    const text = writtenText(mail.original?.text ?? '');
    const fault = faultOfSubmission(mail, { alias: recipient.alias, text, longest: longestTyped });
    if (fault !== null) throw new SubmissionError(fault);
    const principal = principalOf(submitter);
    const { orderNumber } = recipient;
    const once = createHash('sha256')
      .update(mail.messageId ?? raw)
      .digest('base64url');
    await desk.write(principal, orderNumber, {
      ...{ subject: mail.original?.subject ?? '', text, idempotencyKey: `submission ${once}` },
      submitted: { messageId: mail.messageId },
    });
    const copies = mail.references.flatMap((id) => tokenOfMessageId(id, domain) ?? []);
    if (await programs.markAnswered(orderNumber, submitter, { copies, at: clock.now() })) {
      feed.publish({ orderNumber, managerExtension: submitter.manager.extension });
    }
    return 'sent';
  }
}

function principalOf({ program, manager }: Submitter): Principal {
  return { role: 'manager', manager, by: { program } };
}

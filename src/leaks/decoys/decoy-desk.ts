import { createHash } from 'node:crypto';
import type { DecoyMailboxes, MailContent } from './decoy-mailboxes';
import type { DecoySmsTexts, SmsContent } from './decoy-sms';
import type { DecoyMail, DecoyMailbox, DecoySms } from './decoy-store';
import type {
  Decoy,
  DecoyHit,
  DecoyNumber,
  DecoyStore,
  NoticeAcceptance,
  NumberPurpose,
} from './decoy-store';
import { readWatched, standingFrom } from './read-standing';
import type { LeakDesk } from '../leak-desk';
import { chancePlan } from '../model/decoys/chance';
import type { ChancePlan, Leak } from '../model/decoys/chance';
import { longestChannelKey } from '../model/decoys/channels';
import type { Channel } from '../model/decoys/channels';
import type { HitClass } from '../model/decoys/evidence';
import { inventCustomer, inventListed } from '../model/decoys/invention';
import type { InventedPerson, InventionFault, ShopSample } from '../model/decoys/invention';
import { notice } from '../model/decoys/notice';
import type { Standing } from '../model/decoys/standing';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import { languages } from '#kernel/language';
import type { Masked } from '#kernel/masked';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import type { Random } from '#kernel/random';
import { RefusedError } from '#kernel/refused-error';

/** Why decoys are not planted, or something is not there. */
export const decoyFaults = [
  'notice-not-accepted',
  'no-free-line',
  'channel-invalid',
  'too-few-orders',
  'no-open-order',
  'no-free-number',
  'no-new-name',
  'no-address',
  'decoy-unknown',
  'hit-unknown',
  'mail-unknown',
  'sms-unknown',
] as const;
export type DecoyFault = (typeof decoyFaults)[number];

const explanations: Readonly<Record<DecoyFault, string>> = {
  'notice-not-accepted':
    'The staff has to be told in writing first. Print the text (star7 leaks decoys notice), have it signed, and confirm it: star7 leaks decoys notice --accept.',
  'no-free-line':
    'No number is free. Enter more numbers of the company: star7 leaks decoys numbers --add. One that a manager’s list has had is for lists outside of Star7 alone.',
  'channel-invalid': `Name the channel: an extension of a manager, or up to ${longestChannelKey} characters without control characters.`,
  'too-few-orders': 'Too few orders: an invented customer would be like somebody. At least 50 are needed.',
  'no-open-order':
    'This manager has no open order that a decoy could be like: one without a second number, and without an e-mail address unless a mailbox is free (star7 leaks decoys mailboxes --add).',
  'no-free-number':
    'The shop has left out no order number lately, so an invented order would have a number that the next order gets.',
  'no-new-name': 'No new name can be made out of the names of customers: they have no first and last names.',
  'no-address':
    'Orders here have addresses. Enter addresses of the company: star7 leaks decoys addresses --add.',
  'decoy-unknown': 'No decoy that is planted has this number. See: star7 leaks decoys list.',
  'hit-unknown': 'No call has this number. See: star7 leaks decoys hits.',
  'mail-unknown':
    'No mail has this number, or its text was removed after a year. See: star7 leaks decoys mails.',
  'sms-unknown': 'No SMS has this number, or its text was removed after a year. See: star7 leaks decoys sms.',
};

export class DecoyRequestError extends Error {
  constructor(readonly slug: DecoyFault) {
    super(explanations[slug]);
  }
}

export interface DecoyDeskParts {
  store: DecoyStore;
  mailboxes: DecoyMailboxes;
  texts: DecoySmsTexts;
  /** Who may see the watch. */
  leaks: Pick<LeakDesk, 'mayRead'>;
  trail: Pick<AuditTrail, 'before'>;
  clock: Pick<Clock, 'now'>;
  random: () => Random;
  /** After a change of numbers or decoys. */
  changed: () => Promise<void>;
}

/** What the readers of the watch are shown. Never a number. */
export interface DecoyView {
  acceptance: NoticeAcceptance | null;
  numbers: DecoyNumber[];
  decoys: Decoy[];
  hits: DecoyHit[];
  mailboxes: DecoyMailbox[];
  mails: DecoyMail[];
  sms: DecoySms[];
  standing: Standing;
}

/** SHA-256 of the notice in all languages: an acceptance is of this text and no other. */
export const noticeHash: Buffer = createHash('sha256')
  .update(languages.map((language) => notice[language]).join('\0'))
  .digest();

/** Another person may be needed if order numbers are taken meanwhile. */
const tries = 5;

/**
 * Decoys for those who may see the leak watch. Each look and each change is audited before it is done, without a word of which
 * order, channel or number: others read the audit log.
 */
export class DecoyDesk {
  constructor(private readonly parts: DecoyDeskParts) {}

  /** @throws RefusedError `role-forbidden`, `unavailable` */
  async show(actor: Actor): Promise<DecoyView> {
    await this.#audited(actor, 'leak.view');
    const { store, clock } = this.parts;
    const acceptance = await store.acceptance(noticeHash);
    const watched = await readWatched(store);
    const { numbers, decoys, mailboxes } = watched;
    return {
      ...{ acceptance, numbers, decoys, mailboxes, standing: standingFrom(watched, clock.now()) },
      ...{ hits: await store.hits(), mails: await store.mails(), sms: await store.sms() },
    };
  }

  /** Shows nothing of the shop, so that it is no look. @throws RefusedError */
  async chance(actor: Actor, leak: Leak, decoys: number, hits: number): Promise<ChancePlan> {
    await this.#require(actor);
    return chancePlan(leak, decoys, hits);
  }

  /** That the staff was told, in the words of the notice. @throws RefusedError */
  async accept(actor: Actor): Promise<NoticeAcceptance> {
    await this.#audited(actor, 'leak.decoy-notice');
    const { store, clock } = this.parts;
    await store.accept(noticeHash, actorOf(actor));
    return (await store.acceptance(noticeHash)) ?? { at: clock.now(), by: actorOf(actor) };
  }

  /**
   * @param phone E.164 with the plus
   * @returns its id, or why it is not taken
   * @throws RefusedError
   */
  async addNumber(
    actor: Actor,
    number: { phone: Masked; purpose: NumberPurpose; label: string },
  ): Promise<number | 'known' | 'in-use'> {
    await this.#audited(actor, 'leak.decoy-number');
    const added = await this.parts.store.addNumber({ ...number, by: actorOf(actor) });
    await this.parts.changed();
    return added;
  }

  /**
   * @param address of the company's own, at any provider
   * @returns what it is to forward to, or why it is not taken
   * @throws RefusedError
   */
  async addMailbox(
    actor: Actor,
    mailbox: { address: Masked; purpose: NumberPurpose; label: string },
  ): Promise<{ token: string } | 'known' | 'in-use'> {
    await this.#audited(actor, 'leak.decoy-mailbox');
    return this.parts.mailboxes.addMailbox({ ...mailbox, by: actorOf(actor) });
  }

  /** A mail to a decoy as it came: sender and text. @throws RefusedError; DecoyRequestError */
  async read(actor: Actor, id: number): Promise<MailContent> {
    await this.#audited(actor, 'leak.decoy-mail-read');
    const content = await this.parts.mailboxes.content(id);
    if (content === null) throw new DecoyRequestError('mail-unknown');
    return content;
  }

  /** What a person read in a mail. @throws RefusedError; DecoyRequestError */
  async judgeMail(actor: Actor, id: number, hitClass: HitClass): Promise<void> {
    await this.#audited(actor, 'leak.decoy-mail');
    if (!(await this.parts.mailboxes.judgeMail(id, hitClass, actorOf(actor))))
      throw new DecoyRequestError('mail-unknown');
  }

  /** An SMS to a decoy as it came: sender and text. @throws RefusedError; DecoyRequestError */
  async readSms(actor: Actor, id: number): Promise<SmsContent> {
    await this.#audited(actor, 'leak.decoy-sms-read');
    const content = await this.parts.texts.smsContent(id);
    if (content === null) throw new DecoyRequestError('sms-unknown');
    return content;
  }

  /** What a person read in an SMS. @throws RefusedError; DecoyRequestError */
  async judgeSms(actor: Actor, id: number, hitClass: HitClass): Promise<void> {
    await this.#audited(actor, 'leak.decoy-sms');
    if (!(await this.parts.texts.judgeSms(id, hitClass, actorOf(actor))))
      throw new DecoyRequestError('sms-unknown');
  }

  /** @throws RefusedError */
  async addAddress(actor: Actor, address: { town: string; address: string }): Promise<void> {
    await this.#audited(actor, 'leak.decoy-address');
    await this.parts.store.addAddress({ ...address, by: actorOf(actor) });
  }

  /**
   * Plants so many decoys in a channel, or as many as there are free lines for.
   * @throws RefusedError; DecoyRequestError
   */
  async plant(actor: Actor, channel: Channel, count: number): Promise<Decoy[]> {
    await this.#require(actor);
    if (!isKey(channel.key)) throw new DecoyRequestError('channel-invalid');
    const { store, trail, random } = this.parts;
    if ((await store.acceptance(noticeHash)) === null) throw new DecoyRequestError('notice-not-accepted');
    const by = actorOf(actor);
    await trail.before({ actor: by, action: 'leak.decoy-plant', subject: null });
    const sample = await store.sample();
    const planted: number[] = [];
    for (let nth = 0; nth < count; nth += 1) {
      const free = (await store.numbers()).find(
        ({ purpose, planted: at, isWorn }) =>
          purpose === 'decoy' && at === null && !(isWorn && channel.kind === 'manager'),
      );
      if (free === undefined) {
        if (planted.length > 0) break;
        throw new DecoyRequestError('no-free-line');
      }
      planted.push(await this.#plantOne(channel, free.id, sample, random(), by));
    }
    await this.parts.changed();
    const ids = new Set(planted);
    return (await store.decoys(false)).filter(({ id }) => ids.has(id));
  }

  /** The orders of a decoy stay: customers also order no more. @throws RefusedError; DecoyRequestError */
  async retire(actor: Actor, id: number): Promise<void> {
    await this.#audited(actor, 'leak.decoy-retire');
    if (!(await this.parts.store.retire(id))) throw new DecoyRequestError('decoy-unknown');
    await this.parts.changed();
  }

  /** What a person heard, or was told of. @throws RefusedError; DecoyRequestError */
  async judge(actor: Actor, id: number, hitClass: HitClass): Promise<void> {
    await this.#audited(actor, 'leak.decoy-hit');
    if (!(await this.parts.store.judge(id, hitClass, actorOf(actor))))
      throw new DecoyRequestError('hit-unknown');
  }

  async #plantOne(
    channel: Channel,
    numberId: number,
    sample: ShopSample,
    random: Random,
    by: string,
  ): Promise<number> {
    const { store } = this.parts;
    const taken = new Set<string>();
    const mailbox = (await store.mailboxes()).find(
      ({ purpose, planted, isWorn }) =>
        purpose === 'decoy' && planted === null && !(isWorn && channel.kind === 'manager'),
    );
    for (let nth = 0; nth < tries; nth += 1) {
      const [address = null] = await store.addresses();
      const found = personFor(channel, sample, random, {
        ...{ takenNumbers: taken, mayHaveEmail: mailbox !== undefined },
      });
      if (typeof found === 'string') throw new DecoyRequestError(found);
      if (found.hasAddress && address === null) throw new DecoyRequestError('no-address');
      const person = found.hasAddress && address !== null ? withAddress(found, address) : found;
      const addressId = found.hasAddress ? (address?.id ?? null) : null;
      const mailboxId = found.hasEmail ? (mailbox?.id ?? null) : null;
      const id = await store.plant({ channel, numberId, mailboxId, person, addressId, by });
      if (id !== null) return id;
      for (const { orderNumber } of found.orders) taken.add(orderNumber);
    }
    throw new DecoyRequestError('no-free-number');
  }

  async #audited(actor: Actor, action: string): Promise<void> {
    await this.#require(actor);
    await this.parts.trail.before({ actor: actorOf(actor), action, subject: null });
  }

  async #require(actor: Actor): Promise<void> {
    if (!(await this.parts.leaks.mayRead(actor))) throw new RefusedError('role-forbidden');
  }
}

/** Of a channel outside of Star7 the owner puts the person into the list: there are no orders here, and the name is like any other. */
function personFor(
  { kind, key }: Channel,
  sample: ShopSample,
  random: Random,
  given: { takenNumbers: ReadonlySet<string>; mayHaveEmail: boolean },
): InventedPerson | InventionFault {
  return kind === 'manager'
    ? inventCustomer(sample, key, random, given)
    : inventListed(sample, random, given.mayHaveEmail);
}

function withAddress(
  person: InventedPerson,
  { town, address }: { town: string; address: string },
): InventedPerson {
  return {
    ...person,
    orders: person.orders.map((order) => ({
      ...order,
      details:
        order.details === null
          ? null
          : { ...order.details, delivery: { ...order.details.delivery, town, address } },
    })),
  };
}

function isKey(key: string): boolean {
  return key.trim() !== '' && key.length <= longestChannelKey && !/[\p{C}]/u.test(key);
}

import type { ConfirmationLinks } from './address-confirmation';
import type { Confirmations } from './confirmations';
import { refusePrograms } from './mail-access';
import { newToken } from './mail-intake';
import type {
  MailOrder,
  MailStore,
  MessageTransport,
  ThreadMail,
  ThreadState,
  Transport,
  WrittenMail,
} from './mails';
import type { AddressState } from './model/address-state';
import type { MailPicture } from './model/mail';
import { noContacts, redactSubject, redactText } from './model/mail-redaction';
import type { MailRules } from './model/mail-redaction';
import { isTaken } from './model/mail-rates';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';
import { actorOf } from '#kernel/principal';
import type { Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import type { OrderDetailsDesk } from '#orders/order-details-desk';
import type { OrderFeed } from '#orders/order-feed';
import type { OrderLooks } from '#orders/order-looks';
import type { OrderView } from '#orders/order-view';

export interface MailDeskParts {
  store: MailStore;
  confirmations: Pick<Confirmations, 'state'>;
  looks: Pick<OrderLooks, 'findOrRefuse'>;
  keptHosts: () => Promise<readonly string[]>;
  details: Pick<OrderDetailsDesk, 'tracking'>;
  trail: Pick<AuditTrail, 'before' | 'beforeLook'>;
  feed: Pick<OrderFeed, 'publish'>;
  clock: Pick<Clock, 'now'>;
  /** Whether mails are sent at all: without a domain of its own a site has none, and what it had stays to be read. */
  isOn: boolean;
  /** Null where the site has no SMS. */
  sms: MessageTransport | null;
  /** Whether originals are kept, sealed. */
  keepsOriginals: boolean;
  /** Where links that confirm addresses lead; null where there are none. */
  links: ConfirmationLinks | null;
  /** Who may use a mail program of their own; absent where nobody can. */
  programs?: { mayUse(extension: string): Promise<boolean> } | undefined;
  /** Something waits to be sent. */
  onWritten: () => void;
}

/** A mail as it was typed. */
export interface TypedMail {
  /** Absent: a mail. */
  transport?: Transport | undefined;
  /** Absent: that of the thread. */
  subject?: string | undefined;
  text: string;
  idempotencyKey?: string | undefined;
  /** From the manager's own mail program. Absent: from a page. */
  submitted?: NonNullable<WrittenMail['submitted']>;
}

export interface Thread {
  isOn: boolean;
  /** Whether the order has an address to write to. */
  canWrite: boolean;
  /** Null where the site has no SMS. */
  sms: { canWrite: boolean; mostParts: number } | null;
  address: AddressState;
  /** Whether the customer can be asked to confirm the address. */
  canConfirm: boolean;
  /** Whether one may write from the own mail program, too. */
  canSubmit: boolean;
  state: ThreadState;
  /** The oldest first, without their texts. */
  mails: ThreadMail[];
}

const day: Micros = 86_400_000_000;

/** Mails of orders: managers at their own, supervisors and administrators at all. Programs have no part in what people write. */
export class MailDesk {
  constructor(private readonly parts: MailDeskParts) {}

  /** @throws RefusedError `role-forbidden`, `locked-out`, `order-refused`, `unavailable` */
  async thread(principal: Principal, orderNumber: string): Promise<Thread> {
    const { store, confirmations, trail, clock, isOn, links, sms } = this.parts;
    const order = await this.#order(principal, orderNumber, 'mail.thread');
    const mails = await store.thread(order.orderNumber);
    if (mails.length > 0) {
      const subject = subjectOf(order);
      await trail.beforeLook(principal, orderNumber, { action: 'mail.thread', subject });
    }
    const state = await store.threadState(order.orderNumber);
    const address = await confirmations.state(order.orderNumber, clock.now());
    const canWrite = isOn && order.slots.includes('email');
    const canConfirm = canWrite && links !== null && address.state !== 'confirmed';
    return {
      ...{ isOn, canWrite, address, canConfirm, state, mails },
      canSubmit: canWrite && (await this.#maySubmit(principal)),
      sms: sms === null ? null : { canWrite: sms.reaches(order), mostParts: sms.mostParts },
    };
  }

  /**
   * A mail with its text. The manager's first look is when it was read.
   * @throws RefusedError as {@link thread}, `mail-unknown`
   */
  async read(principal: Principal, orderNumber: string, id: number): Promise<ThreadMail> {
    const { store, clock, feed } = this.parts;
    const order = await this.#order(principal, orderNumber, 'mail.read');
    const mail = await store.find(order.orderNumber, id);
    if (mail === null) throw new RefusedError('mail-unknown');
    await this.#auditRead(principal, order, id);
    if (principal.role !== 'manager' || mail.direction === 'out' || mail.readAt !== null) return mail;
    const readAt = clock.now();
    const readBy = actorOf(principal);
    await store.markRead(id, readAt, readBy);
    feed.publish(order);
    return { ...mail, readAt, readBy };
  }

  /** @param nth of the mail's pictures, from 0 @throws RefusedError as {@link read} */
  async picture(principal: Principal, orderNumber: string, id: number, nth: number): Promise<MailPicture> {
    const order = await this.#order(principal, orderNumber, 'mail.read');
    const picture = await this.parts.store.picture(order.orderNumber, id, nth);
    if (picture === null) throw new RefusedError('mail-unknown');
    await this.#auditRead(principal, order, id);
    return picture;
  }

  /**
   * Writes to the customer. What looks like a number, an address or a host is hidden, as in mails that come in. A repeated request
   * gives what the first wrote.
   * @throws RefusedError as {@link thread}, `mail-off`, `invalid-input` (field `text`), `no-mail-address`, `too-many-mails`, `idempotency-key-reused`;
   * of an SMS `sms-off`, `no-phone-number` and what {@link MessageTransport} throws
   */
  async write(principal: Principal, orderNumber: string, typed: TypedMail): Promise<ThreadMail> {
    const { store, trail, clock, feed, sms } = this.parts;
    const view = await this.#order(principal, orderNumber, 'mail.write');
    const { transport = 'mail', idempotencyKey: key } = typed;
    if (transport === 'mail' ? !this.parts.isOn : sms === null) throw new RefusedError(`${transport}-off`);
    const now = clock.now();
    const order = await store.orderOfNumber(view.orderNumber, newToken(), now);
    if (transport === 'mail' && order.email === null) throw new RefusedError('no-mail-address');
    const author = actorOf(principal);
    const asked = [typed.subject ?? null, typed.text, ...(transport === 'mail' ? [] : [transport])];
    const once = key === undefined ? null : { key, request: JSON.stringify(asked) };
    // A repetition is answered as the first was, whatever the limits are now.
    const earlier = once === null ? null : await store.written(order, { author, once });
    if (earlier === 'key-reused') throw new RefusedError('idempotency-key-reused');
    if (earlier !== null) return this.#found(order, earlier);
    const cleaned = await this.#clean(principal, order, typed);
    const fitted =
      transport === 'sms' && sms !== null ? await this.#fitted(sms, view, cleaned.text, now) : null;
    const { subject, text, hidden } =
      fitted === null ? cleaned : { ...cleaned, subject: '', text: fitted.text };
    if (!isTaken('person', await store.counts(order.id, now))) {
      throw new RefusedError('too-many-mails', { retryAfterSeconds: 600 });
    }
    const detail = {
      hidden,
      ...(fitted !== null && { transport, parts: fitted.parts }),
      ...(typed.submitted !== undefined && { submitted: true }),
    };
    // It cannot be called back.
    await trail.before({ actor: author, action: 'mail.write', subject: subjectOf(view), detail });
    const original = this.parts.keepsOriginals
      ? { from: [], subject: typed.subject ?? '', text: typed.text, packed: null }
      : null;
    const written = await store.write(order, {
      ...{ token: newToken(), at: now, kind: 'person', author, subject, text, hidden, once, original },
      ...(fitted !== null && { sms: fitted }),
      ...(typed.submitted !== undefined && { submitted: typed.submitted }),
      limits: { ...(sms !== null && { smsParts: { most: sms.partsDay, since: now - day } }) },
    });
    if (written === 'key-reused') throw new RefusedError('idempotency-key-reused');
    if (written === 'too-many') throw new RefusedError('too-many-mails', { retryAfterSeconds: 600 });
    if (written === 'too-many-parts') {
      throw new RefusedError('sms-day-limit', { retryAfterSeconds: 3600 });
    }
    if (!written.isNew) return this.#found(order, written.id);
    if (fitted === null) this.parts.onWritten();
    else sms?.onWritten();
    feed.publish(view);
    return {
      ...{ id: written.id, transport, parts: fitted?.parts ?? 0, repeated: false },
      submitted: typed.submitted !== undefined,
      ...{ direction: 'out', kind: 'person', state: 'queued', fault: null, author, at: now },
      ...{ readAt: null, readBy: null, senderKnown: false, senderFormer: false, isSpam: false },
      ...{ subject, text, hidden, refused: [], pictures: 0 },
    };
  }

  async #maySubmit(principal: Principal): Promise<boolean> {
    const { programs } = this.parts;
    if (principal.role !== 'manager' || programs === undefined) return false;
    return programs.mayUse(principal.manager.extension);
  }

  async #fitted(sms: MessageTransport, view: OrderView, text: string, now: Micros) {
    if (!sms.reaches(view)) throw new RefusedError('no-phone-number');
    await sms.permit(view.orderNumber, now);
    return sms.fit(text);
  }

  /** What the principal has begun to write; empty for nothing. @throws RefusedError as {@link thread} */
  async draft(principal: Principal, orderNumber: string): Promise<string> {
    const order = await this.#order(principal, orderNumber, 'mail.draft');
    const since = principal.role === 'manager' ? principal.manager.since : 0;
    return (await this.parts.store.draft(order.orderNumber, actorOf(principal), since)) ?? '';
  }

  /** As it was typed: nobody else reads it. @throws RefusedError as {@link thread} */
  async keepDraft(principal: Principal, orderNumber: string, text: string): Promise<void> {
    const { store, clock } = this.parts;
    const order = await this.#order(principal, orderNumber, 'mail.draft');
    await store.keepDraft(order.orderNumber, actorOf(principal), text, clock.now());
  }

  async #order(principal: Principal, orderNumber: string, action: string) {
    refusePrograms(principal);
    return this.parts.looks.findOrRefuse(principal, orderNumber, action);
  }

  async #found({ orderNumber }: MailOrder, id: number): Promise<ThreadMail> {
    const mail = await this.parts.store.find(orderNumber, id);
    if (mail === null) throw new RefusedError('mail-unknown');
    return mail;
  }

  async #auditRead(principal: Principal, order: { orderNumber: string }, id: number): Promise<void> {
    const detail = { mail: id };
    const look = { action: 'mail.read', subject: subjectOf(order), detail } as const;
    await this.parts.trail.beforeLook(principal, String(id), look);
  }

  /** Not compared with the customer's own contacts: the writer sees what was hidden, and would try all endings of the number. */
  async #clean(principal: Principal, { orderNumber }: MailOrder, typed: TypedMail) {
    const { store, keptHosts, details } = this.parts;
    const strict: MailRules = { own: noContacts, keptHosts: [] };
    const typedSubject = typed.subject ?? '';
    // What may stay is asked for only where something would be hidden.
    const isHarmless =
      redactText(typed.text, strict).hidden + redactSubject(typedSubject, strict).hidden === 0;
    // Star7's own, whatever the writer says it is.
    const tracking = isHarmless ? null : await details.tracking(principal, orderNumber);
    const rules = isHarmless
      ? strict
      : { ...strict, keptHosts: await keptHosts(), keptNumbers: tracking === null ? [] : [tracking] };
    const text = redactText(typed.text, rules);
    if (text.text === '') {
      throw new RefusedError('invalid-input', {
        faults: [{ field: 'text', code: 'empty', detail: 'must not be empty' }],
      });
    }
    const subject = redactSubject(typedSubject, rules);
    if (subject.text !== '') {
      return { subject: subject.text, text: text.text, hidden: text.hidden + subject.hidden };
    }
    const last = (await store.lastSubject(orderNumber)) ?? '';
    return { subject: last === '' ? `№ ${orderNumber}` : last, text: text.text, hidden: text.hidden };
  }
}

function subjectOf({ orderNumber }: { orderNumber: string }): string {
  return `order:${orderNumber}`;
}

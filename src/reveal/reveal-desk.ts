import { longestNote, revealState, shortestNote } from './model/reveal-request';
import type { RevealReason, Revealable } from './model/reveal-request';
import { plainContact } from './plain-contact';
import { decided, found, revealRow } from './reveal-decision';
import type { RevealLimits, RevealRequest, RevealStore, SealedContacts } from './reveal-store';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import { actorOf } from '#kernel/principal';
import type { Principal } from '#kernel/principal';
import { refuseFaults, RefusedError } from '#kernel/refused-error';
import type { Alerts } from '#log/alerts';
import type { MailOriginal, MailOriginals } from '#mail/mail-originals';
import { cleanNote } from '#orders/model/note-text';
import type { OrderLooks } from '#orders/order-looks';
import type { OrderView } from '#orders/order-view';
import type { Reauthentication, TypedProof } from '#people/reauthentication';

export interface RevealDeskParts {
  store: RevealStore;
  contacts: SealedContacts;
  originals: Pick<MailOriginals, 'has' | 'read'>;
  looks: Pick<OrderLooks, 'findOrRefuse'>;
  trail: Pick<AuditTrail, 'before' | 'beforeLook'>;
  /** Has whoever approves or looks say once more who they are. */
  proof: Pick<Reauthentication, 'check'>;
  onResult: (result: RevealResult) => void;
  alerts: Alerts;
  clock: Pick<Clock, 'now'>;
  /** Null where the site has turned it off, as it is until somebody turns it on. */
  limits: RevealLimits | null;
}

/** What somebody asks to see, as it was typed. */
export interface TypedReveal {
  orderNumber: string;
  what: Revealable;
  /** Of the order; absent where `what` is no mail. */
  mailId?: number | undefined;
  reason: RevealReason;
  note: string;
}

/** What came of a step. Stable: a label of a metric. */
export const revealResults = ['asked', 'approved', 'refused', 'shown', 'limited', 'not-proved'] as const;
export type RevealResult = (typeof revealResults)[number];

/** What was hidden. A contact in plain text, or a mail as it came. */
export type Revealed = { contact: string } | { mail: MailOriginal };

const mostListed = 200;

/**
 * Shows what Star7 hides, to one person, once. Those alone may ask whom the machine's operator has named; a second one of them has to
 * approve, never the one who asks; each step is in the audit log before it is done, and raises an alert. Only accounts ask, approve and
 * look, since a person has signed in to them: neither programs nor the prompt of the machine (docs/reveal.md).
 */
export class RevealDesk {
  constructor(private readonly parts: RevealDeskParts) {}

  /** Shows nothing, so that it is no look. @throws StoreError */
  async may({ role, by }: Principal): Promise<boolean> {
    const isOverseer = role === 'supervisor' || role === 'administrator';
    const { limits, store } = this.parts;
    return limits !== null && isOverseer && 'account' in by && store.isPerson(by.account);
  }

  /** The newest requests of all. @throws RefusedError `role-forbidden`, `reveal-off`, `unavailable` */
  async list(principal: Principal): Promise<{ account: number; requests: RevealRequest[] }> {
    const { account } = await this.#person(principal);
    await this.parts.trail.beforeLook(principal, '', { action: 'reveal.list', subject: null });
    return { account, requests: await this.parts.store.list(mostListed) };
  }

  /**
   * Asks. Nothing is shown before somebody else has approved.
   * @throws RefusedError as {@link list}, `order-refused`, `invalid-input` (field `note`), `nothing-to-reveal`, `too-many-reveals`
   */
  async ask(principal: Principal, typed: TypedReveal): Promise<RevealRequest> {
    const { account, limits } = await this.#person(principal);
    const { store, looks, trail, alerts, clock } = this.parts;
    const order = await looks.findOrRefuse(principal, typed.orderNumber, 'reveal.ask');
    const { text: note } = cleanNote(typed.note);
    const [code, detail] =
      note.length < shortestNote
        ? (['too-short', `must say why in at least ${shortestNote} characters`] as const)
        : (['too-long', `must be at most ${longestNote} characters`] as const);
    refuseFaults(
      note.length < shortestNote || note.length > longestNote ? [{ field: 'note', code, detail }] : [],
    );
    const { what, reason } = typed;
    const mailId = what === 'mail' ? (typed.mailId ?? null) : null;
    if (!(await this.#isThere(order, what, mailId))) throw new RefusedError('nothing-to-reveal');
    const row = {
      ...{ actor: actorOf(principal), action: 'reveal.ask', subject: `order:${order.orderNumber}` },
      detail: { what, reason, ...(mailId !== null && { mail: mailId }) },
    };
    await trail.before(row);
    const { orderNumber } = order;
    const id = await store.ask({ orderNumber, what, mailId, reason, note, account, at: clock.now() }, limits);
    if (id === null) {
      await trail.before({ ...row, detail: { ...row.detail, outcome: 'too-many-reveals' } });
      alerts.raise({ event: 'reveal-limit-reached', actor: row.actor });
      this.parts.onResult('limited');
      throw new RefusedError('too-many-reveals', { retryAfterSeconds: 3600 });
    }
    alerts.raise({ event: 'reveal-asked', actor: row.actor });
    this.parts.onResult('asked');
    return found(store, id);
  }

  /**
   * Approves what somebody else asks for.
   * @throws RefusedError as {@link list}, `reveal-unknown`, `second-person-needed`, `reveal-decided`, and as {@link Reauthentication.check}
   */
  async approve(principal: Principal, id: number, typed: TypedProof): Promise<RevealRequest> {
    const { account } = await this.#person(principal);
    const { store, trail } = this.parts;
    const request = await found(store, id);
    if (request.account === account) {
      await trail.before(revealRow(principal, 'reveal.approve', request, { outcome: 'own-request' }));
      throw new RefusedError('second-person-needed');
    }
    await this.#prove(principal, typed, 'reveal.approve', request);
    const approved = await decided(this.parts, principal, request, true);
    this.parts.onResult('approved');
    return approved;
  }

  /**
   * Refuses a request, or takes an own one or an approval back: it shows nothing to anybody, so that being signed in is enough.
   * @throws RefusedError as {@link list}, `reveal-unknown`, `reveal-decided`
   */
  async refuse(principal: Principal, id: number): Promise<RevealRequest> {
    await this.#person(principal);
    const refused = await decided(this.parts, principal, await found(this.parts.store, id), false);
    this.parts.onResult('refused');
    return refused;
  }

  /**
   * Shows it, once, to whoever asked.
   * @throws RefusedError as {@link list}, `reveal-unknown` (somebody else's too), `reveal-not-approved`, `nothing-to-reveal`, and as
   * {@link Reauthentication.check}
   */
  async look(principal: Principal, id: number, typed: TypedProof): Promise<Revealed> {
    const { account } = await this.#person(principal);
    const { store, trail, alerts, clock } = this.parts;
    const request = await found(store, id);
    if (request.account !== account) throw new RefusedError('reveal-unknown');
    if (revealState(request, clock.now()) !== 'approved') throw new RefusedError('reveal-not-approved');
    await this.#prove(principal, typed, 'reveal.look', request);
    const revealed = await this.#open(request);
    if (revealed === null) throw new RefusedError('nothing-to-reveal');
    await trail.before(revealRow(principal, 'reveal.look', request));
    if (!(await store.show(id, clock.now()))) throw new RefusedError('reveal-not-approved');
    alerts.raise({ event: 'reveal-shown', actor: actorOf(principal) });
    this.parts.onResult('shown');
    return revealed;
  }

  /** A wrong proof is in the audit log: somebody may have another's session. */
  async #prove(
    principal: Principal,
    typed: TypedProof,
    action: string,
    request: RevealRequest,
  ): Promise<void> {
    const { proof, trail, onResult } = this.parts;
    try {
      await proof.check(principal.by, typed);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      onResult('not-proved');
      await trail.before(revealRow(principal, action, request, { outcome: 'not-proved' }));
      throw error;
    }
  }

  async #isThere(order: OrderView, what: Revealable, mailId: number | null): Promise<boolean> {
    if (what !== 'mail') return order.slots.includes(what);
    return mailId !== null && this.parts.originals.has(order.orderNumber, mailId);
  }

  async #open({ orderNumber, what, mailId }: RevealRequest): Promise<Revealed | null> {
    if (what === 'mail') {
      const mail = mailId === null ? null : await this.parts.originals.read(orderNumber, mailId);
      return mail === null ? null : { mail };
    }
    const contact = await this.parts.contacts.contact(orderNumber, what);
    return contact === null ? null : { contact: plainContact(contact) };
  }

  /** @throws RefusedError `role-forbidden` for everybody who is not named, `reveal-off` for them where it is off */
  async #person(principal: Principal): Promise<{ account: number; limits: RevealLimits }> {
    const { role, by } = principal;
    const isOverseer = role === 'supervisor' || role === 'administrator';
    if (!isOverseer || !('account' in by)) throw new RefusedError('role-forbidden');
    const { limits, store } = this.parts;
    if (limits === null) throw new RefusedError('reveal-off');
    if (!(await store.isPerson(by.account))) throw new RefusedError('role-forbidden');
    return { account: by.account, limits };
  }
}

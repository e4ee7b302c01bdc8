import type { ContactResult, ContactWrites, TooManyChanges } from './contact-writes';
import { expectedOfNumber } from '#vault/typed-number';
import type { ContactFault, TypedNumberReader } from '#vault/typed-number';
import { expectedOfAddress } from '#vault/typed-address';
import type { AddressFault, TypedAddressReader } from '#vault/typed-address';
import type { OrderView } from '../order-view';
import { orderRow } from '../order-writer';
import type { OrderWriter } from '../order-writer';
import type { AuditTrail } from '#audit/audit-trail';
import type { Masked } from '#kernel/masked';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import { mayChangeContacts, mayRestore } from '#kernel/roles';
import { contactSlots, slots } from '#kernel/slot';
import type { ContactSlot } from '#kernel/slot';
import type { Alerts } from '#log/alerts';

export interface ContactDeskParts {
  writer: OrderWriter;
  writes: ContactWrites;
  readNumber: TypedNumberReader;
  readAddress: TypedAddressReader;
  trail: Pick<AuditTrail, 'before'>;
  /** Raised for whoever changes more than is allowed. */
  alerts: Alerts;
}

/** Changing and restoring customers' contacts, whichever way they come in. Contacts are written, never read. */
export class ContactDesk {
  constructor(private readonly parts: ContactDeskParts) {}

  /**
   * Puts a number into a slot of an order's customer. Nothing tells what the slot held before, not even whether it was
   * the same.
   * @param slotName a slot, or anything else that somebody sent
   * @param typed as people write it
   * @throws RefusedError `role-forbidden`, `slot-unknown`, `locked-out`, `order-refused`, `invalid-input` (field
   * `number`), `order-closed`, `too-many-changes`, `unavailable`
   */
  async change(actor: Actor, orderNumber: string, slotName: string, typed: Masked): Promise<OrderView> {
    if (!mayChangeContacts(actor)) throw new RefusedError('role-forbidden');
    return this.#put(actor, orderNumber, slotOf(slots, slotName), () => this.#readNumber(typed));
  }

  /**
   * Gives an order's customer another e-mail address: mails go there from then on. As for numbers, nothing tells what it was.
   * @param typed as people write it
   * @throws RefusedError as {@link change}, but for `slot-unknown`; `invalid-input` (field `address`)
   */
  async changeAddress(actor: Actor, orderNumber: string, typed: Masked): Promise<OrderView> {
    if (!mayChangeContacts(actor)) throw new RefusedError('role-forbidden');
    return this.#put(actor, orderNumber, 'email', () => this.#readAddress(typed));
  }

  /**
   * Takes a change back: the number or address from before is there again, wherever the change had put the other.
   * @param entryId of the change: digits
   * @throws RefusedError `role-forbidden`, `slot-unknown`, `order-refused`, `not-restorable`, `unavailable`
   */
  async restore(actor: Actor, orderNumber: string, slotName: string, entryId: string): Promise<OrderView> {
    if (!mayRestore(actor)) throw new RefusedError('role-forbidden');
    const slot = slotOf(contactSlots, slotName);
    const { writer, writes } = this.parts;
    return writtenOrder(
      await writer.write(actor, orderNumber, {
        action: 'contact.restore',
        read: () => undefined,
        auditFirst: { slot },
        auditOthers: { slot },
        write: (write): Promise<ContactResult> => writes.restore({ ...write, slot, entryId }),
        // Not before it is known to be an entry: what was typed may be anything, a phone number too.
        auditAfter: () => ({ slot, entry: entryId }),
      }),
    );
  }

  async #put(actor: Actor, orderNumber: string, slot: ContactSlot, read: () => Masked): Promise<OrderView> {
    const { writer, writes } = this.parts;
    return writtenOrder(
      await writer.write(actor, orderNumber, {
        action: 'contact.change',
        read,
        auditFirst: { slot },
        auditOthers: { slot },
        write: async (write, contact): Promise<ContactResult> => {
          const outcome = await writes.change({ ...write, slot, contact });
          return outcome.result === 'too-many' ? this.#refuseTooMany(actor, write, slot, outcome) : outcome;
        },
      }),
    );
  }

  #readNumber(typed: Masked): Masked {
    const read = this.parts.readNumber(typed);
    if ('contact' in read) return read.contact;
    throw notTaken('number', read.fault, expectedOfNumber[read.fault]);
  }

  #readAddress(typed: Masked): Masked {
    const read = this.parts.readAddress(typed);
    if ('contact' in read) return read.contact;
    throw notTaken('address', read.fault, expectedOfAddress[read.fault]);
  }

  async #refuseTooMany(
    actor: Actor,
    order: Pick<OrderView, 'orderNumber'>,
    slot: ContactSlot,
    { retryAfterSeconds }: TooManyChanges,
  ): Promise<never> {
    const { trail, alerts } = this.parts;
    await trail.before({
      ...orderRow(actor, 'contact.change', order),
      detail: { slot, outcome: 'too-many-changes' },
    });
    alerts.raise({
      event: 'contact-change-limit-reached',
      ...(actor.role === 'manager' ? { manager: actor.manager.extension } : { actor: actorOf(actor) }),
    });
    throw new RefusedError('too-many-changes', { retryAfterSeconds });
  }
}

function writtenOrder(outcome: Exclude<ContactResult, { result: 'refused' }>): OrderView {
  if (outcome.result !== 'written') throw new RefusedError(outcome.result);
  return outcome.order;
}

function notTaken(field: string, code: ContactFault | AddressFault, detail: string): RefusedError {
  return new RefusedError('invalid-input', { faults: [{ field, code, detail }] });
}

/** @throws RefusedError `slot-unknown` */
function slotOf<Known extends ContactSlot>(known: readonly Known[], text: string): Known {
  const slot = known.find((each) => each === text);
  if (slot === undefined) throw new RefusedError('slot-unknown');
  return slot;
}

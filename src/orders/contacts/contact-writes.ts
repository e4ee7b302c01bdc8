import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { ContactSlot } from '#kernel/slot';
import { entryIdOf } from '../model/entry-rules';
import { managersChanges, overseersChanges, waitOf } from '../model/write-limit';
import { changesToRestore, ordersSharing, restorableChange } from '../model/contact-rules';
import type { OrderWrite } from '../order-entries';
import type { OrderView } from '../order-view';
import type { ContactRows, ContactStore } from './contact-rows';

export interface ContactChange extends OrderWrite {
  slot: ContactSlot;
  /** A number in international form, or an address. */
  contact: Masked;
}

export interface ContactRestoration extends OrderWrite {
  slot: ContactSlot;
  /** The entry of the change: digits. */
  entryId: string;
}

export type ContactResult =
  /** `others`: the customer's other orders that were changed too. */
  | { result: 'written'; order: OrderView; others: OrderView[] }
  /** Unknown, or not this manager's any more. */
  | { result: 'refused' }
  /** The shop has closed the order. */
  | { result: 'order-closed' }
  /** The entry is no change of this slot, is restored already, or another number is there now. */
  | { result: 'not-restorable' };

/** The author's changes of an hour or a day are used up. Nothing was read of the number. */
export interface TooManyChanges {
  result: 'too-many';
  retryAfterSeconds: number;
}

/**
 * New numbers and addresses for old ones, each change in one transaction. What a slot held before is kept for supervisors to restore,
 * and nothing tells what it was: the same once more is a change like any other, and nothing typed is compared
 * with a stored one, so that nobody can find out by typing whether it is the customer's.
 */
export class ContactWrites {
  constructor(
    private readonly store: ContactStore,
    private readonly now: () => Micros,
  ) {}

  /**
   * Puts a number or an address into a slot of an open order, and of the orders that share it (`ordersSharing`). The order
   * stays that customer's, whoever else has it.
   * @throws whatever the store throws; nothing is changed then
   */
  async change(request: ContactChange): Promise<ContactResult | TooManyChanges> {
    return this.store.transaction(async (rows) => {
      const order = await rows.lockOrder(request);
      if (order === null) return { result: 'refused' };
      if (!order.open) return { result: 'order-closed' };
      // All locks first: a row that is read before them would be as it was before another writer of this customer.
      const others = await rows.lockOthers(order);
      // Before anything is read of the contact: who has used up the changes learns nothing about it.
      const retryAfterSeconds = await this.#waitOf(rows, request);
      if (retryAfterSeconds !== null) return { result: 'too-many', retryAfterSeconds };
      const { slot, contact, author } = request;
      const histories = await rows.histories([order.id, ...others.map(({ id }) => id)]);
      const own = histories.find(({ id }) => id === order.id);
      if (own === undefined) throw new Error('A locked order has no row.');
      const sharing = ordersSharing(own, histories, slot);
      const ids = sharing.map(({ id }) => id);
      const newPoint = await rows.addTyped(order.customerId, slot, contact, own.stated[slot]);
      await rows.put(ids, slot, newPoint);
      await rows.add(
        sharing.map(({ id: orderId, points }) => ({
          orderId,
          kind: 'contact-changed',
          slot,
          oldPoint: points[slot],
          newPoint,
          restores: null,
        })),
        author,
        this.now(),
      );
      return written(rows, order.id, ids);
    });
  }

  /** Takes a change back, wherever it was made. @throws whatever the store throws; nothing is changed then */
  async restore(request: ContactRestoration): Promise<ContactResult> {
    return this.store.transaction(async (rows) => {
      const order = await rows.lockOrder(request);
      if (order === null) return { result: 'refused' };
      const { slot, entryId, author } = request;
      const [own] = await rows.histories([order.id]);
      const change = own === undefined ? null : restorableChange(own, slot);
      if (own === undefined || change === null || String(change.id) !== entryIdOf(entryId)) {
        return { result: 'not-restorable' };
      }
      const others = await rows.histories(await rows.changedTogether(change));
      const changes = changesToRestore(change, own, others);
      const ids = changes.map(({ orderId }) => orderId);
      for (const { orderId, oldPoint } of changes) await rows.put([orderId], slot, oldPoint);
      await rows.add(
        changes.map(({ id, orderId, oldPoint, newPoint }) => ({
          orderId,
          kind: 'contact-restored',
          slot,
          oldPoint: newPoint,
          newPoint: oldPoint,
          restores: id,
        })),
        author,
        this.now(),
      );
      return written(rows, order.id, ids);
    });
  }

  /** How long the author must wait for the next change, in seconds; null where it may be made. */
  #waitOf(rows: ContactRows, { author, managerId }: OrderWrite): Promise<number | null> {
    const rules = managerId === null ? overseersChanges : managersChanges;
    return waitOf(rules, this.now(), (after, most) => rows.changesBy(author.actor, after, most));
  }
}

async function written(
  rows: ContactRows,
  orderId: number,
  ids: readonly number[],
): Promise<{ result: 'written'; order: OrderView; others: OrderView[] }> {
  const views = await rows.views(ids);
  const order = views.find(({ id }) => id === orderId);
  if (!order) throw new Error('A locked order has no row.');
  return {
    result: 'written',
    order: order.view,
    others: views.filter((each) => each !== order).map(({ view }) => view),
  };
}

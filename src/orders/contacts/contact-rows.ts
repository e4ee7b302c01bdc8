import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { ContactSlot } from '#kernel/slot';
import type { ContactEntry, ContactHistory, OrderContacts, PointId } from '../model/contact-rules';
import type { Author, OrderWrite } from '../order-entries';
import type { OrderView } from '../order-view';

/** An entry that is to be written. */
export type NewContactEntry = Omit<ContactEntry, 'id' | 'at'>;

/**
 * Rows of contacts within one transaction. They come with the lock that imports take too: neither works on what
 * the other is about to replace. No rules here: those are in model/contact-rules.ts and contact-writes.ts.
 */
export interface ContactRows {
  /** To be called first. Null for an order that is not there, or not this manager's. */
  lockOrder(write: Pick<OrderWrite, 'orderNumber' | 'managerId'>): Promise<OrderContacts | null>;
  /** The customer's other orders. */
  lockOthers(order: OrderContacts): Promise<OrderContacts[]>;
  /** When an author last changed contacts after a time, newest first; what changed several orders at once is one. */
  changesBy(actor: string, after: Micros, most: number): Promise<Micros[]>;
  /**
   * Adds a row for a number or an address that somebody typed, whatever is stored already: nothing is looked up, so neither the row nor
   * the time shows whether it was known.
   * @param stated what the shop had stated in its place before anybody typed there
   */
  addTyped(customerId: number, slot: ContactSlot, contact: Masked, stated: PointId): Promise<number>;
  /** Puts a contact into a slot, with the same writes whether it is there already or not. */
  put(orderIds: readonly number[], slot: ContactSlot, point: PointId): Promise<void>;
  add(entries: readonly NewContactEntry[], author: Author, at: Micros): Promise<void>;
  /** Contacts and their changes, of orders that exist. */
  histories(orderIds: readonly number[]): Promise<ContactHistory[]>;
  /** Orders of which an entry was written at the same time, of the same slot and number. */
  changedTogether(entry: ContactEntry): Promise<number[]>;
  views(orderIds: readonly number[]): Promise<{ id: number; view: OrderView }[]>;
}

export interface ContactStore {
  /** All or nothing of what `work` writes. `work` may run several times. */
  transaction<Result>(work: (rows: ContactRows) => Promise<Result>): Promise<Result>;
}

import type { Micros } from '#kernel/micros';
import { contactSlots } from '#kernel/slot';
import type { ContactSlot } from '#kernel/slot';

/** What holds a telephone number or an address: its row. Null where a slot is empty. */
export type PointId = number | null;

/** An order as far as its contacts go. */
export interface OrderContacts {
  id: number;
  customerId: number;
  /** The shop still has it open. */
  open: boolean;
  points: Readonly<Record<ContactSlot, PointId>>;
}

/** A contact that was changed or restored: what the slot held before and holds from then on. */
export interface ContactEntry {
  /** Grows with time. */
  id: number;
  orderId: number;
  at: Micros;
  kind: 'contact-changed' | 'contact-restored';
  slot: ContactSlot;
  oldPoint: PointId;
  newPoint: PointId;
  /** The change that this entry takes back; null for a change. */
  restores: number | null;
}

export interface ContactHistory extends OrderContacts {
  /** Every change and restoration of the order, in any order. */
  entries: readonly ContactEntry[];
  /** What the shop had stated in a slot before anybody typed there. */
  stated: Readonly<Record<ContactSlot, PointId>>;
}

/**
 * The orders that a change of this one's slot holds for: the order itself, and the customer's other open orders for which
 * the shop stated the same number there (`stated`). What people typed decides nothing: else a typed number and the
 * orders that change with it would show whether it is the stored one.
 */
export function ordersSharing(
  order: ContactHistory,
  others: readonly ContactHistory[],
  slot: ContactSlot,
): ContactHistory[] {
  const point = order.stated[slot];
  const sharing = others.filter(
    (other) =>
      other.id !== order.id &&
      other.customerId === order.customerId &&
      other.open &&
      point !== null &&
      other.stated[slot] === point,
  );
  return [order, ...sharing];
}

/**
 * The change of a slot that may be restored; null where none may. It is the last one of its order and slot that was not
 * restored, and the number that it put there is still there: an import may have put another since.
 */
export function restorableChange(
  { points, entries }: ContactHistory,
  slot: ContactSlot,
): ContactEntry | null {
  const restored = new Set(entries.map(({ restores }) => restores));
  const [last] = entries
    .filter((entry) => entry.slot === slot && entry.kind === 'contact-changed' && !restored.has(entry.id))
    .sort((one, other) => other.id - one.id);
  return last !== undefined && last.newPoint !== null && last.newPoint === points[slot] ? last : null;
}

/** The changes of an order that may be restored now, one for a slot at most. */
export function restorableChanges(history: ContactHistory): ContactEntry[] {
  return contactSlots.flatMap((slot) => restorableChange(history, slot) ?? []);
}

/**
 * What restoring a change restores: the change itself, and the same change of the customer's other open orders, where it
 * may be restored too.
 * @param others of the orders that were changed at the same time
 */
export function changesToRestore(
  change: ContactEntry,
  own: ContactHistory,
  others: readonly ContactHistory[],
): ContactEntry[] {
  const alike = others
    .filter((other) => other.id !== own.id && other.open)
    .flatMap((other) => restorableChange(other, change.slot) ?? [])
    .filter((entry) => isSameChange(entry, change));
  return [change, ...alike];
}

/** One change writes an entry for each order that it holds for, all at the same time, and of one point. */
function isSameChange(one: ContactEntry, other: ContactEntry): boolean {
  return one.at === other.at && one.newPoint === other.newPoint;
}

import type { ContactSlot } from '#kernel/slot';
import { fromDateTime } from '#database/date-time';
import type { Queries } from '#database/queries';
import { restorableChanges } from '../model/contact-rules';
import type { ContactEntry, ContactHistory, OrderContacts, PointId } from '../model/contact-rules';
import type { OrderRow } from '../order-row';

/** The columns of an order that its contacts are. */
export type ContactsRow = Pick<
  OrderRow,
  'status' | 'main_point_id' | 'second_point_id' | 'recipient_point_id' | 'email_point_id'
> & { id: number; customer_id: number };

export const contactsColumns =
  'id, customer_id, status, main_point_id, second_point_id, recipient_point_id, email_point_id';

interface EntryRow {
  id: number;
  order_id: number;
  at: string;
  kind: ContactEntry['kind'];
  slot: ContactSlot;
  old_point_id: number | null;
  new_point_id: number | null;
  restores: number | null;
}

export function contactsFrom(row: ContactsRow): OrderContacts {
  return {
    id: row.id,
    customerId: row.customer_id,
    open: row.status === 'open',
    points: {
      main: row.main_point_id,
      second: row.second_point_id,
      recipient: row.recipient_point_id,
      email: row.email_point_id,
    },
  };
}

/** Contacts of orders and every change of them. */
export async function contactHistories(
  queries: Queries,
  orderIds: readonly number[],
): Promise<ContactHistory[]> {
  if (orderIds.length === 0) return [];
  const orders = await queries.query<ContactsRow>(
    `SELECT ${contactsColumns} FROM orders WHERE id IN (?) ORDER BY id`,
    [orderIds],
  );
  const entries = await queries.query<EntryRow>(
    `SELECT id, order_id, at, kind, slot, old_point_id, new_point_id, restores FROM order_entries
      WHERE order_id IN (?) AND kind IN ('contact-changed', 'contact-restored') ORDER BY id`,
    [orderIds],
  );
  const histories = orders.map(contactsFrom);
  const stated = await statedBelow(
    queries,
    histories.flatMap(({ points }) => Object.values(points)),
  );
  const below = (point: PointId): PointId => (point === null ? null : (stated.get(point) ?? null));
  return histories.map((order) => ({
    ...order,
    entries: entries.filter((entry) => entry.order_id === order.id).map(entryFrom),
    stated: {
      main: below(order.points.main),
      second: below(order.points.second),
      recipient: below(order.points.recipient),
      email: below(order.points.email),
    },
  }));
}

/** What the shop has stated where these points are: themselves, but for typed ones. */
async function statedBelow(
  queries: Queries,
  points: readonly PointId[],
): Promise<ReadonlyMap<number, PointId>> {
  const ids = [...new Set(points.filter((point) => point !== null))];
  if (ids.length === 0) return new Map();
  const rows = await queries.query<{ id: number; stated: number | null }>(
    'SELECT id, IF(typed, stated_id, id) AS stated FROM contact_points WHERE id IN (?)',
    [ids],
  );
  return new Map(rows.map(({ id, stated }) => [id, stated]));
}

/** Ids of the changes that may be restored now, of all these orders. */
export async function restorableIn(
  queries: Queries,
  orderIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const histories = await contactHistories(queries, [...new Set(orderIds)]);
  return new Set(histories.flatMap(restorableChanges).map(({ id }) => id));
}

function entryFrom(row: EntryRow): ContactEntry {
  return {
    id: row.id,
    orderId: row.order_id,
    at: fromDateTime(row.at),
    kind: row.kind,
    slot: row.slot,
    oldPoint: row.old_point_id,
    newPoint: row.new_point_id,
    restores: row.restores,
  };
}

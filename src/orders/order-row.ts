import type { Knex } from 'knex';
import type { OrderWrite } from './order-entries';
import type { OrderStatus, OrderView } from './order-view';
import type { Micros } from '#kernel/micros';
import { placePartOf } from './model/outcome';
import { missedFrom } from './missed-row';
import type { MissedColumns } from './missed-row';
import { fromDateTime, fromDateTimeOrNull } from '#database/date-time';
import { builder } from '#database/queries';
import type { Transaction } from '#database/queries';

/** A row of `orders` with its manager's extension and its customer's wish: the columns of a view. */
export interface OrderRow extends MissedColumns {
  order_number: string;
  customer_name: string;
  /** Null while nobody has the order. */
  extension: string | null;
  status: OrderStatus;
  amount: string | null;
  currency: string | null;
  placed_at: string | null;
  main_point_id: number | null;
  second_point_id: number | null;
  recipient_point_id: number | null;
  email_point_id: number | null;
  /** Slots whose number has an extension, parted by commas; null for none. */
  extensions: string | null;
  done: number;
  due_at: string;
  last_outcome: string | null;
  last_outcome_at: string | null;
  do_not_call: number;
  unread_mails: number;
}

/** @param orders the table, or some of its rows under its name */
export function orderRows(orders: 'orders' | Knex.QueryBuilder): Knex.QueryBuilder {
  return builder(orders as 'orders')
    .leftJoin('managers', 'managers.id', 'orders.manager_id')
    .join('customers', 'customers.id', 'orders.customer_id')
    .select(
      'orders.order_number',
      'orders.customer_name',
      'managers.extension',
      'orders.status',
      'orders.amount',
      'orders.currency',
      'orders.placed_at',
      'orders.main_point_id',
      'orders.second_point_id',
      'orders.recipient_point_id',
      'orders.email_point_id',
      extensions(),
      'orders.done',
      'orders.due_at',
      'orders.last_outcome',
      'orders.last_outcome_at',
      'orders.missed_at',
      'orders.missed_last_at',
      'orders.missed_calls',
      'orders.missed_as',
      'customers.do_not_call',
      unreadMails(),
    );
}

/** Three rows by their primary key for each order. */
function extensions(): Knex.Raw {
  return builder.raw(
    `(SELECT GROUP_CONCAT(points.slot) FROM contact_points AS points
       WHERE points.id IN (orders.main_point_id, orders.second_point_id, orders.recipient_point_id)
         AND points.base_index IS NOT NULL) AS extensions`,
  );
}

/** What makes a mail an unread one: somebody wrote it, and no filter takes a stranger's for spam. By the index `mails_unread`. */
export const isUnreadMail = `mails.direction = 'in' AND mails.read_at IS NULL AND mails.kind = 'person'
  AND (mails.sender_known OR NOT mails.spam)`;

function unreadMails(): Knex.Raw {
  return builder.raw(
    `(SELECT COUNT(*) FROM mails WHERE mails.order_id = orders.id AND ${isUnreadMail}) AS unread_mails`,
  );
}

export function orderViewFrom(row: OrderRow, now: Micros): OrderView {
  const filled: Array<[string, number | null]> = [
    ['main', row.main_point_id],
    ['second', row.second_point_id],
    ['recipient', row.recipient_point_id],
    ['email', row.email_point_id],
  ];
  const dueAt = fromDateTime(row.due_at);
  const missed = missedFrom(row);
  return {
    orderNumber: row.order_number,
    customerName: row.customer_name,
    managerExtension: row.extension,
    status: row.status,
    amount: row.amount === null ? null : shortAmount(row.amount),
    currency: row.currency,
    placedAt: fromDateTimeOrNull(row.placed_at),
    slots: filled.filter(([, point]) => point !== null).map(([slot]) => slot),
    extensions: row.extensions?.split(',') ?? [],
    queue: missed === null ? placePartOf({ done: row.done === 1, dueAt }, now) : 'missed',
    missed,
    dueAt,
    lastOutcome: row.last_outcome,
    lastOutcomeAt: fromDateTimeOrNull(row.last_outcome_at),
    doNotCall: row.do_not_call === 1,
    unreadMails: row.unread_mails,
  };
}

/** `1990.5000` is `1990.50`: the column keeps four decimals for the currencies that have more than two. */
function shortAmount(amount: string): string {
  return amount.replace(/(\.\d\d)(\d*?)0+$/, '$1$2');
}

/** An order to which something is written. */
export type LockedOrder = Pick<
  OrderRow,
  'status' | 'main_point_id' | 'second_point_id' | 'recipient_point_id' | 'email_point_id'
> & { id: number; customer_id: number };

/**
 * To be called before anything else of the order is read in a transaction: what is read afterwards is as the previous
 * writer left it. Null for an order that does not exist, or is not this manager's.
 */
export async function lockOrder(
  transaction: Transaction,
  { orderNumber, managerId }: Pick<OrderWrite, 'orderNumber' | 'managerId'>,
): Promise<LockedOrder | null> {
  const [order] = await transaction.query<LockedOrder>(
    `SELECT id, customer_id, status, main_point_id, second_point_id, recipient_point_id, email_point_id FROM orders
      WHERE order_number = ? ${managerId === null ? '' : 'AND manager_id = ?'} FOR UPDATE`,
    managerId === null ? [orderNumber] : [orderNumber, managerId],
  );
  return order ?? null;
}

import type { MissedStore, Settled } from './missed-calls';
import { missedFrom } from './missed-row';
import type { MissedColumns } from './missed-row';
import { missedOf } from './model/missed';
import type { Missed, OrderCall } from './model/missed';
import { missedDispositions } from '#calls/model/caller-wait';
import type { Database } from '#database/database';
import { fromDateTime, fromDateTimeOrNull, toDateTime } from '#database/date-time';
import type { Transaction } from '#database/queries';
import type { Micros } from '#kernel/micros';
import { isOrderNumber } from '#kernel/order-number';

/** Most calls of an order that are read, the newest first: a customer who has called more often is missed all the same. */
const mostCalls = 500;

export class SqlMissedCalls implements MissedStore {
  constructor(private readonly database: Database) {}

  /** @throws StoreError; nothing is written then */
  async settle(orderNumber: string, onlyMarked: boolean): Promise<Settled | null> {
    if (!isOrderNumber(orderNumber)) return null;
    const [order] = await this.database.execute<{ id: number; extension: string; marked: number }>(
      `SELECT o.id, m.extension, o.missed_at IS NOT NULL AS marked
         FROM orders AS o JOIN managers AS m ON m.id = o.manager_id WHERE o.order_number = ?`,
      [orderNumber],
    );
    if (order === undefined) return null;
    const { extension: managerExtension } = order;
    if (onlyMarked && order.marked === 0) return { managerExtension, changed: false };
    const changed = await this.database.transaction(async (transaction) => {
      await transaction.query('SELECT id FROM orders WHERE id = ? FOR UPDATE', [order.id]);
      return settleMissed(transaction, order.id);
    });
    return { managerExtension, changed };
  }

  /**
   * Orders with callers who reached nobody, or whom nobody took, since then and that nobody has settled, and those that are marked: where the
   * process before may have stopped between a call's record and its mark.
   * @throws StoreError
   */
  async candidates(since: Micros): Promise<string[]> {
    const rows = await this.database.query<{ order_number: string }>(
      `SELECT DISTINCT c.order_number
         FROM calls AS c JOIN orders AS o ON o.order_number = c.order_number
        WHERE c.requested_at >= ? AND (c.untaken OR (c.direction = 'inbound' AND c.disposition IN (?)))
          AND (o.missed_last_at IS NULL OR o.missed_last_at < c.requested_at)
          AND (o.last_outcome_at IS NULL OR o.last_outcome_at < c.ended_at)
       UNION
       SELECT o.order_number
         FROM managers AS m JOIN orders AS o FORCE INDEX (orders_missed)
           ON o.manager_id = m.id AND o.missed_at IS NOT NULL`,
      [toDateTime(since), missedDispositions],
    );
    return rows.map((row) => row.order_number);
  }
}

/**
 * Writes what is missed of an order, by its calls and outcomes. To be called in a transaction that holds the order.
 * @returns whether anything changed
 */
export async function settleMissed(transaction: Transaction, orderId: number): Promise<boolean> {
  const [order] = await transaction.query<MissedColumns & { order_number: string }>(
    'SELECT order_number, missed_at, missed_last_at, missed_calls, missed_as FROM orders WHERE id = ?',
    [orderId],
  );
  if (order === undefined) return false;
  const calls = await transaction.query<{
    direction: OrderCall['direction'];
    disposition: OrderCall['disposition'];
    voicemail: 0 | 1;
    untaken: 0 | 1;
    requested_at: string;
    ended_at: string;
  }>(
    `SELECT direction, disposition, voicemail, untaken, requested_at, ended_at FROM calls
      WHERE order_number = ? AND ended_at IS NOT NULL ORDER BY requested_at DESC, id DESC LIMIT ?`,
    [order.order_number, mostCalls],
  );
  const [outcome] = await transaction.query<{ at: string | null }>(
    `SELECT MAX(e.at) AS at FROM order_entries AS e
      WHERE e.order_id = ? AND e.kind = 'outcome'
        AND NOT EXISTS (SELECT * FROM order_entries AS u
                         WHERE u.order_id = e.order_id AND u.kind = 'outcome-undone' AND u.restores = e.id)`,
    [orderId],
  );
  const missed = missedOf(
    calls.map((call) => ({
      direction: call.direction,
      disposition: call.disposition,
      voicemail: call.voicemail === 1,
      untaken: call.untaken === 1,
      requestedAt: fromDateTime(call.requested_at),
      endedAt: fromDateTime(call.ended_at),
    })),
    fromDateTimeOrNull(outcome?.at ?? null),
  );
  if (isSame(missedFrom(order), missed)) return false;
  await transaction.update(
    'orders',
    { id: orderId },
    {
      missed_at: missed === null ? null : toDateTime(missed.since),
      missed_last_at: missed === null ? null : toDateTime(missed.lastAt),
      missed_calls: missed?.calls ?? 0,
      missed_as: missed?.disposition ?? null,
    },
  );
  return true;
}

function isSame(one: Missed | null, other: Missed | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.since === other.since &&
    one.lastAt === other.lastAt &&
    one.calls === other.calls &&
    one.disposition === other.disposition
  );
}

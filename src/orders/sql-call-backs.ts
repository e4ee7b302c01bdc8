import type { CallBackStore } from './call-backs';
import type { CallBackWish } from './model/call-back-wish';
import type { Database } from '#database/database';
import { fromDateTime, fromDateTimeOrNull, toDateTime } from '#database/date-time';
import type { Micros } from '#kernel/micros';
import { isOrderNumber } from '#kernel/order-number';
import type { Slot } from '#kernel/slot';

interface WishRow {
  order_number: string;
  extension: string;
  time_zone: string | null;
  call_id: string;
  slot: Slot;
  requested_at: string;
  tries: number;
  last_try_at: string | null;
}

/**
 * The last wish of each order whose missed calls nobody has settled, unless the customer called again after it, or was
 * called: then it is people's. Calls that never reached the customer's phone are none.
 */
const wishSql = (where: string): string => `
  SELECT o.order_number, m.extension, c.time_zone, w.id AS call_id, w.slot, w.requested_at,
         COUNT(t.id) AS tries, MAX(t.requested_at) AS last_try_at
    FROM managers AS m
         JOIN orders AS o FORCE INDEX (orders_missed) ON o.manager_id = m.id AND o.missed_at IS NOT NULL
         JOIN customers AS c ON c.id = o.customer_id
         JOIN calls AS w ON w.order_number = o.order_number AND w.direction = 'inbound'
                        AND w.disposition = 'call-back-wanted' AND w.requested_at >= ?
         LEFT JOIN calls AS t ON t.order_number = o.order_number AND t.start_kind = 'call-back-wish'
                             AND t.requested_at > w.requested_at
   WHERE m.disabled_at IS NULL AND o.missed_as = 'call-back-wanted' AND o.status = 'open' AND NOT c.do_not_call ${where}
     AND NOT EXISTS (SELECT * FROM calls AS later
                      WHERE later.order_number = o.order_number AND later.requested_at > w.requested_at
                        AND (later.direction = 'inbound'
                             OR (later.direction <> 'courier' AND later.start_kind <> 'call-back-wish'
                                 AND later.customer_started_at IS NOT NULL)))
   GROUP BY o.order_number, m.extension, c.time_zone, w.id, w.slot, w.requested_at
   ORDER BY w.requested_at, w.id`;

/** Wishes to be called back, worked out from the records of calls: nothing is stored of them. */
export class SqlCallBacks implements CallBackStore {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async open(since: Micros): Promise<CallBackWish[]> {
    return (await this.database.execute<WishRow>(wishSql(''), [toDateTime(since)])).map(wishFrom);
  }

  /** @throws StoreError */
  async find(orderNumber: string, since: Micros): Promise<CallBackWish | null> {
    if (!isOrderNumber(orderNumber)) return null;
    const [row] = await this.database.execute<WishRow>(wishSql('AND o.order_number = ?'), [
      toDateTime(since),
      orderNumber,
    ]);
    return row === undefined ? null : wishFrom(row);
  }
}

function wishFrom(row: WishRow): CallBackWish {
  return {
    orderNumber: row.order_number,
    managerExtension: row.extension,
    slot: row.slot,
    callId: row.call_id,
    wishedAt: fromDateTime(row.requested_at),
    tries: row.tries,
    lastTryAt: fromDateTimeOrNull(row.last_try_at),
    timeZone: row.time_zone,
  };
}

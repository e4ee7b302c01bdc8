import type { CustomerWish, DoNotCall } from './do-not-call';
import type { Database } from '#database/database';

/** Whether customers may be called. A customer's wish holds for all their orders. */
export class SqlDoNotCall implements DoNotCall {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async of(orderNumber: string): Promise<CustomerWish | null> {
    const [row] = await this.database.query<{ do_not_call: number; time_zone: string | null }>(
      `SELECT c.do_not_call, c.time_zone FROM orders AS o JOIN customers AS c ON c.id = o.customer_id
        WHERE o.order_number = ?`,
      [orderNumber],
    );
    return row ? { doNotCall: row.do_not_call === 1, timeZone: row.time_zone } : null;
  }

  /** @throws StoreError */
  async set(orderNumber: string, doNotCall: boolean): Promise<void> {
    await this.database.write(
      `UPDATE customers SET do_not_call = ?, do_not_call_entry = NULL
        WHERE id IN (SELECT customer_id FROM orders WHERE order_number = ?)`,
      [doNotCall, orderNumber],
    );
  }
}

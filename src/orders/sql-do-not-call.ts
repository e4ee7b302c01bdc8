import type { CustomerWish, DoNotCall } from './do-not-call';
import type { Database } from '#database/database';

/** Whether customers may be called. A customer's wish holds for all their orders. */
export class SqlDoNotCall implements DoNotCall {
  constructor(private readonly database: Database) {}

  /** @throws StoreError where the database cannot answer */
  async of(orderNumber: string): Promise<CustomerWish | null> {
    const row = await this.database.run(() =>
      this.database
        .knex('orders')
        .join('customers', 'customers.id', 'orders.customer_id')
        .where('orders.order_number', orderNumber)
        .first<{ do_not_call: number; time_zone: string | null } | undefined>(
          'customers.do_not_call',
          'customers.time_zone',
        ),
    );
    return row ? { doNotCall: row.do_not_call === 1, timeZone: row.time_zone } : null;
  }

  /** @throws StoreError */
  async set(orderNumber: string, doNotCall: boolean): Promise<void> {
    const { knex } = this.database;
    await this.database.run(() =>
      knex('customers')
        .whereIn('id', knex('orders').where('order_number', orderNumber).select('customer_id'))
        .update({ do_not_call: doNotCall }),
    );
  }
}

import type { Database } from '#database/database';

/** Whether the customer of an order may be called. A customer's wish holds for all their orders. */
export class DoNotCall {
  constructor(private readonly database: Database) {}

  /** @returns null where there is no such order; StoreError where the database cannot answer */
  async of(orderNumber: string): Promise<{ doNotCall: boolean; timeZone: string | null } | null> {
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

  /** Holds from the next call on. @throws StoreError */
  async set(orderNumber: string, doNotCall: boolean): Promise<void> {
    const { knex } = this.database;
    await this.database.run(() =>
      knex('customers')
        .whereIn('id', knex('orders').where('order_number', orderNumber).select('customer_id'))
        .update({ do_not_call: doNotCall }),
    );
  }
}

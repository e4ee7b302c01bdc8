import type { Knex } from 'knex';
import type { Micros } from '#kernel/micros';
import { isOrderNumber } from '#kernel/order-number';
import { orderStatuses } from './order-view';
import type { OrderFilter, OrderList, OrderStatus, OrderView } from './order-view';
import type { Page, PageRequest } from '#kernel/page';
import { fromCursor, pageLimit, toPage } from '#database/cursor';
import type { Database } from '#database/database';
import { orderRows, orderViewFrom } from './order-row';
import type { OrderRow } from './order-row';

/** Compares equal to no order number, and costs the same search. */
const nothing = '';

/** Orders as their managers see them. */
export class SqlOrderList implements OrderList {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /**
   * Order numbers compare as texts: `10` comes before `9`.
   * @throws StoreError; `cursor-invalid` where `after` is not a `next` of this list
   */
  async list({ managerExtension, status }: OrderFilter, page: PageRequest): Promise<Page<OrderView>> {
    const limit = pageLimit(page.limit);
    const now = this.now();
    const after = page.after === undefined ? '' : String(fromCursor(page.after, ['string'])[0]);
    const slice = (only: OrderStatus | null): Knex.QueryBuilder => {
      const { knex } = this.database;
      // The orders first, cut to a page, and the managers to those: the other way round the server would sort all.
      const cut = knex('orders')
        .where('order_number', '>', after)
        .orderBy('order_number')
        .limit(limit + 1);
      if (only !== null) void cut.where('status', only);
      if (managerExtension !== undefined) {
        void cut.where(
          'manager_id',
          knex('managers').where('active_extension', managerExtension).select('id'),
        );
      }
      return orderRows(knex, cut.as('orders')).orderBy('orders.order_number');
    };
    const rows = await this.database.run(async () => {
      if (managerExtension === undefined || status !== undefined) {
        return (await slice(status ?? null)) as OrderRow[];
      }
      // The index of a manager's orders is by status first: one slice of each, merged here.
      const slices = await Promise.all(orderStatuses.map((each) => slice(each) as PromiseLike<OrderRow[]>));
      return slices
        .flat()
        .sort((a, b) => (a.order_number < b.order_number ? -1 : 1))
        .slice(0, limit + 1);
    });
    return toPage(
      rows,
      limit,
      (row) => orderViewFrom(row, now),
      (row) => [row.order_number],
    );
  }

  /**
   * With an extension somebody else's order is a key that is not there, as an unknown one is: the same query, the
   * same time.
   * @throws StoreError
   */
  async find(orderNumber: string, managerExtension?: string): Promise<OrderView | null> {
    const asked = isOrderNumber(orderNumber) ? orderNumber : nothing;
    const row = await this.database.run(() => {
      const { knex } = this.database;
      if (managerExtension === undefined) {
        return orderRows(knex, 'orders').where('orders.order_number', asked).first<OrderRow | undefined>();
      }
      const own = knex(knex.raw('orders FORCE INDEX (orders_callable)'))
        .where('manager_id', knex('managers').where('active_extension', managerExtension).select('id'))
        .whereIn('status', orderStatuses)
        .where('order_number', asked);
      return orderRows(knex, own.as('orders')).first<OrderRow | undefined>();
    });
    return row ? orderViewFrom(row, this.now()) : null;
  }
}

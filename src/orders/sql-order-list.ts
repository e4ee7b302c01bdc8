import type { Knex } from 'knex';
import type { Micros } from '#kernel/micros';
import { isOrderNumber } from '#kernel/order-number';
import { orderStatuses } from './order-view';
import type { OrderFilter, OrderList, OrderStatus, OrderView } from './order-view';
import type { Page, PageRequest } from '#kernel/page';
import { fromCursor, pageLimit, toPage } from '#database/cursor';
import type { Database } from '#database/database';
import { builder } from '#database/queries';
import { orderRows, orderViewFrom } from './order-row';
import type { OrderRow } from './order-row';

/** Equals no order number, and costs the same search. */
const nothing = '';

/** Orders as their managers see them. */
export class SqlOrderList implements OrderList {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /**
   * Order numbers compare as texts: `10` comes before `9`.
   * @throws StoreError; `cursor-invalid` if `after` is not a `next` of this list
   */
  async list({ managerExtension, status }: OrderFilter, page: PageRequest): Promise<Page<OrderView>> {
    const limit = pageLimit(page.limit);
    const now = this.now();
    const after = page.after === undefined ? '' : String(fromCursor(page.after, ['string'])[0]);
    const slice = (only: OrderStatus | null): Promise<OrderRow[]> => {
      // The orders first, cut to a page, then their managers: the other way round the server would sort all.
      const cut = builder('orders')
        .where('order_number', '>', after)
        .orderBy('order_number')
        .limit(limit + 1);
      if (only !== null) void cut.where('status', only);
      if (managerExtension !== undefined) {
        void cut.where('manager_id', idOf(managerExtension));
      }
      return this.database.query<OrderRow>(orderRows(cut.as('orders')).orderBy('orders.order_number'));
    };
    // The index of a manager's orders is by status first: one slice of each, merged here.
    const slices = await Promise.all(
      managerExtension === undefined || status !== undefined
        ? [slice(status ?? null)]
        : orderStatuses.map(slice),
    );
    const rows = slices.flat().sort((a, b) => (a.order_number < b.order_number ? -1 : 1));
    return toPage(
      rows.slice(0, limit + 1),
      limit,
      (row) => orderViewFrom(row, now),
      (row) => [row.order_number],
    );
  }

  /**
   * With an extension, another manager's order is a missing key, as an unknown order is: the same query, the same time.
   * @throws StoreError
   */
  async find(orderNumber: string, managerExtension?: string): Promise<OrderView | null> {
    const asked = isOrderNumber(orderNumber) ? orderNumber : nothing;
    const orders =
      managerExtension === undefined
        ? orderRows('orders').where('orders.order_number', asked)
        : orderRows(
            builder(builder.raw('orders FORCE INDEX (orders_callable)'))
              .where('manager_id', idOf(managerExtension))
              .whereIn('status', orderStatuses)
              .where('order_number', asked)
              .as('orders'),
          );
    const [row] = await this.database.query<OrderRow>(orders.limit(1));
    return row ? orderViewFrom(row, this.now()) : null;
  }
}

/** The id of an extension's active manager, as a subquery. */
function idOf(extension: string): Knex.QueryBuilder {
  return builder('managers').where('active_extension', extension).select('id');
}

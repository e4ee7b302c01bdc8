import type { Knex } from 'knex';
import { isOrderNumber } from '../core/order';
import { orderStatuses } from '../calls/queries';
import type { OrderFilter, OrderList, OrderStatus, OrderView, Page, PageRequest } from '../calls/queries';
import { fromCursor, pageLimit, toPage } from './cursor';
import type { Database } from './database';
import { fromDateTimeOrNull } from './date-time';

interface OrderRow {
  order_number: string;
  customer_name: string;
  extension: string;
  status: OrderStatus;
  amount: string | null;
  currency: string | null;
  placed_at: string | null;
  main_point_id: number | null;
  second_point_id: number | null;
  recipient_point_id: number | null;
  email_point_id: number | null;
}

/** Compares equal to no order number, and costs the same search. */
const nothing = '';

/** Orders as their managers see them. */
export class SqlOrderList implements OrderList {
  constructor(private readonly database: Database) {}

  /**
   * Order numbers compare as texts: `10` comes before `9`.
   * @throws StoreError; `cursor-invalid` where `after` is not a `next` of this list
   */
  async list({ managerExtension, status }: OrderFilter, page: PageRequest): Promise<Page<OrderView>> {
    const limit = pageLimit(page.limit);
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
      return this.#views(cut.as('orders')).orderBy('orders.order_number');
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
    return toPage(rows, limit, orderViewFrom, (row) => [row.order_number]);
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
        return this.#views('orders').where('orders.order_number', asked).first<OrderRow | undefined>();
      }
      const own = knex(knex.raw('orders FORCE INDEX (orders_callable)'))
        .where('manager_id', knex('managers').where('active_extension', managerExtension).select('id'))
        .whereIn('status', orderStatuses)
        .where('order_number', asked);
      return this.#views(own.as('orders')).first<OrderRow | undefined>();
    });
    return row ? orderViewFrom(row) : null;
  }

  /** @param orders the table, or some of its rows under its name */
  #views(orders: 'orders' | Knex.QueryBuilder): Knex.QueryBuilder {
    return this.database
      .knex(orders as 'orders')
      .join('managers', 'managers.id', 'orders.manager_id')
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
      );
  }
}

function orderViewFrom(row: OrderRow): OrderView {
  const filled: Array<[string, number | null]> = [
    ['main', row.main_point_id],
    ['second', row.second_point_id],
    ['recipient', row.recipient_point_id],
    ['email', row.email_point_id],
  ];
  return {
    orderNumber: row.order_number,
    customerName: row.customer_name,
    managerExtension: row.extension,
    status: row.status,
    amount: row.amount === null ? null : shortAmount(row.amount),
    currency: row.currency,
    placedAt: fromDateTimeOrNull(row.placed_at),
    slots: filled.filter(([, point]) => point !== null).map(([slot]) => slot),
  };
}

/** `1990.5000` is `1990.50`: the column keeps four decimals for the currencies that have more than two. */
function shortAmount(amount: string): string {
  return amount.replace(/(\.\d\d)(\d*?)0+$/, '$1$2');
}

import type { Knex } from 'knex';
import { activeManagers, ManagerLoad } from './manager-load';
import type { Dealt, OrderPool } from './order-pool';
import { orderRows, orderViewFrom } from './order-row';
import type { OrderRow } from './order-row';
import type { OrderView } from './order-view';
import { fromCursor, pageLimit, toPage } from '#database/cursor';
import type { Database } from '#database/database';
import { builder } from '#database/queries';
import type { Micros } from '#kernel/micros';
import type { Page, PageRequest } from '#kernel/page';

/** Orders of nobody, and of managers who have left. */
export class SqlOrderPool implements OrderPool {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError; `cursor-invalid` if `after` is not a `next` of this list */
  async list(page: PageRequest): Promise<Page<OrderView>> {
    const limit = pageLimit(page.limit);
    const now = this.now();
    const after = page.after === undefined ? '' : String(fromCursor(page.after, ['string'])[0]);
    // Each by the index of a manager's orders, and cut to a page before the rest of the rows is read.
    const slice = (narrow: (orders: Knex.QueryBuilder) => void): Promise<OrderRow[]> => {
      const cut = builder(builder.raw('orders FORCE INDEX (orders_callable)'))
        .where('status', 'open')
        .where('order_number', '>', after)
        .orderBy('order_number')
        .limit(limit + 1);
      narrow(cut);
      return this.database.query<OrderRow>(orderRows(cut.as('orders')).orderBy('orders.order_number'));
    };
    const slices = await Promise.all([
      slice((orders) => void orders.whereNull('manager_id')),
      slice((orders) => void orders.whereIn('manager_id', left())),
    ]);
    const rows = slices.flat().sort((a, b) => (a.order_number < b.order_number ? -1 : 1));
    return toPage(
      rows.slice(0, limit + 1),
      limit,
      (row) => orderViewFrom(row, now),
      (row) => [row.order_number],
    );
  }

  /** @throws StoreError */
  async deal(orderNumbers: readonly string[], extension: string | null): Promise<Dealt[] | null> {
    return this.database.transaction(async (transaction) => {
      const active = await activeManagers(transaction);
      const to = active.filter((manager) => extension === null || manager.extension === extension);
      if (to.length === 0) return null;
      const free = await transaction.query<{ id: number; order_number: string }>(
        `SELECT id, order_number FROM orders
          WHERE order_number IN (?) AND status = 'open'
            AND (manager_id IS NULL OR manager_id IN (SELECT id FROM managers WHERE disabled_at IS NOT NULL))
          ORDER BY order_number FOR UPDATE`,
        [orderNumbers],
      );
      const load = await ManagerLoad.of(transaction, to);
      const dealt: Dealt[] = [];
      const given = new Map<number, number[]>();
      for (const order of free) {
        const manager = load.give();
        if (manager === null) break;
        given.set(manager.id, [...(given.get(manager.id) ?? []), order.id]);
        dealt.push({ orderNumber: order.order_number, extension: manager.extension });
      }
      for (const [manager, orders] of given)
        await transaction.write('UPDATE orders SET manager_id = ? WHERE id IN (?)', [manager, orders]);
      return dealt;
    });
  }
}

/** Managers who have left. */
function left(): Knex.QueryBuilder {
  return builder('managers').whereNotNull('disabled_at').select('id');
}

import type { Knex } from 'knex';
import { activeManagers, ManagerLoad } from './manager-load';
import type { Dealt, OrderPool } from './order-pool';
import { narrowTo } from './order-search';
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
  async list(search: string | undefined, page: PageRequest): Promise<Page<OrderView>> {
    const limit = pageLimit(page.limit);
    const now = this.now();
    // Cut to a page before the rest of the rows is read.
    const cut = newestFirst(pooled(await this.#left(), search)).limit(limit + 1);
    if (page.after !== undefined) {
      const [at, number] = fromCursor(page.after, ['string', 'string']);
      void cut.where((rest) => beyond(rest, String(at), String(number)));
    }
    const rows = await this.database.query<OrderRow>(newestFirst(orderRows(cut.as('orders'))));
    return toPage(
      rows,
      limit,
      (row) => orderViewFrom(row, now),
      (row) => [row.placed_at ?? '', row.order_number],
    );
  }

  /** @throws StoreError */
  async count(search: string | undefined): Promise<number> {
    const [row] = await this.database.query<{ orders: number }>(
      pooled(await this.#left(), search).count('* as orders'),
    );
    return row?.orders ?? 0;
  }

  /** @throws StoreError */
  async *dealFound(search: string, extension: string | null): AsyncGenerator<Dealt[] | null> {
    for (;;) {
      const found = await this.database.query<{ order_number: string }>(
        newestFirst(pooled(await this.#left(), search))
          .select('order_number')
          .limit(dealtAtOnce),
      );
      const dealt =
        found.length === 0
          ? []
          : await this.deal(
              found.map((order) => order.order_number),
              extension,
            );
      yield dealt;
      // Whatever somebody else has dealt meanwhile is not found again.
      if (dealt === null || found.length < dealtAtOnce) return;
    }
  }

  /** Ids of managers who have left: a subquery in the same condition would keep the index from being used. */
  async #left(): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      builder('managers').whereNotNull('disabled_at').select('id'),
    );
    return rows.map(({ id }) => id);
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

/** Orders in a transaction. */
const dealtAtOnce = 500;

/** @param left managers who are there no more */
function pooled(left: readonly number[], search: string | undefined): Knex.QueryBuilder {
  const orders = builder(builder.raw('orders FORCE INDEX (orders_callable)'))
    .where('status', 'open')
    .where((either) => void either.whereNull('manager_id').orWhereIn('manager_id', left));
  if (search !== undefined) narrowTo(search, orders);
  return orders;
}

function newestFirst(orders: Knex.QueryBuilder): Knex.QueryBuilder {
  return orders.orderBy([
    { column: 'orders.placed_at', order: 'desc' },
    { column: 'orders.order_number', order: 'desc' },
  ]);
}

/** @param at empty: among those without a time of placing, which come last */
function beyond(rest: Knex.QueryBuilder, at: string, number: string): void {
  if (at === '') {
    void rest.whereNull('placed_at').where('order_number', '<', number);
    return;
  }
  void rest
    .where('placed_at', '<', at)
    .orWhereNull('placed_at')
    .orWhere((same) => void same.where('placed_at', at).where('order_number', '<', number));
}

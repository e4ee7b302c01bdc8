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
    const [at, number] = page.after === undefined ? [] : fromCursor(page.after, ['string', 'string']);
    const place = page.after === undefined ? null : { at: String(at), number: String(number) };
    // Cut to a page before the rest of the rows is read.
    const cut = newest(await this.#left(), { search, place, most: limit + 1 });
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
    const left = await this.#left();
    const orders = pooled('orders_callable', search)
      .where((either) => void either.whereNull('manager_id').orWhereIn('manager_id', left))
      .count('* as orders');
    const [row] = await this.database.query<{ orders: number }>(orders);
    return row?.orders ?? 0;
  }

  /** @throws StoreError */
  async *dealFound(search: string, extension: string | null): AsyncGenerator<Dealt[] | null> {
    let place: Place | null = null;
    for (;;) {
      const found: PooledRow[] = await this.database.query<PooledRow>(
        newest(await this.#left(), {
          ...{ search, place, most: dealtAtOnce },
          columns: ['order_number', 'placed_at'],
        }),
      );
      const last = found.at(-1);
      if (last !== undefined) place = { at: last.placed_at ?? '', number: last.order_number };
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

  /** Ids of managers who have left and have orders: a subquery in the same condition would keep the index from being used. */
  async #left(): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT id FROM managers AS m WHERE disabled_at IS NOT NULL
          AND EXISTS (SELECT 1 FROM orders WHERE manager_id = m.id AND status = 'open')`,
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

interface PooledRow {
  order_number: string;
  placed_at: string | null;
}

/** Of an order in the list. */
interface Place {
  /** When it was placed; empty where that is not known. */
  at: string;
  number: string;
}

interface Slice {
  search: string | undefined;
  /** Behind which they are; null: from the first on. */
  place: Place | null;
  most: number;
  /** All unless told. */
  columns?: readonly string[];
}

/**
 * The next orders of the pool. Those of nobody, and those of each manager who has left, are read as their index has them: as one
 * list, all of them would be sorted for a page.
 * @param left managers who are there no more
 */
function newest(
  left: readonly number[],
  { search, place, most, columns = ['orders.*'] }: Slice,
): Knex.QueryBuilder {
  const slices = [null, ...left].map((manager) => {
    const slice = newestFirst(pooled('orders_pool', search))
      .where('manager_id', manager)
      .select(columns)
      .limit(most);
    return place === null ? slice : slice.where((rest) => beyond(rest, place));
  });
  const [first] = slices;
  return slices.length === 1 && first !== undefined
    ? first
    : newestFirst(builder(builder.queryBuilder().unionAll(slices, true).as('orders'))).limit(most);
}

/** @param index by which they are read */
function pooled(index: 'orders_callable' | 'orders_pool', search: string | undefined): Knex.QueryBuilder {
  const orders = builder(builder.raw(`orders FORCE INDEX (${index})`)).where('status', 'open');
  if (search !== undefined) narrowTo(search, orders);
  return orders;
}

function newestFirst(orders: Knex.QueryBuilder): Knex.QueryBuilder {
  return orders.orderBy([
    { column: 'orders.placed_at', order: 'desc' },
    { column: 'orders.order_number', order: 'desc' },
  ]);
}

/** Those without a time of placing come last. */
function beyond(rest: Knex.QueryBuilder, { at, number }: Place): void {
  if (at === '') {
    void rest.whereNull('placed_at').where('order_number', '<', number);
    return;
  }
  void rest
    .where('placed_at', '<', at)
    .orWhereNull('placed_at')
    .orWhere((same) => void same.where('placed_at', at).where('order_number', '<', number));
}

import type { Knex } from 'knex';
import type { OrderView } from './order-view';
import type { Page, PageRequest } from '#kernel/page';
import type { QueueCounts, QueueFilter, QueueListName, WorkQueue } from './work-queue';
import type { Micros } from '#kernel/micros';
import type { QueuePart } from './model/outcome';
import { fromCursor, pageLimit, toPage } from '#database/cursor';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import { builder } from '#database/queries';
import { narrowTo } from './order-search';
import { isUnreadMail, orderRows, orderViewFrom } from './order-row';
import type { OrderRow } from './order-row';

/** A row of a list, with what it is ordered by. */
type ListRow = OrderRow & { mail_at?: string };

/**
 * A manager's queue, by the indexes `orders_missed` and `orders_queue`: named, because the optimiser would rather sort. A page is read in the
 * order of the index; a search reads the part's orders until the page is full.
 */
export class SqlWorkQueue implements WorkQueue {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError; `cursor-invalid` if `after` is not a `next` of this list */
  async list({ managerId, part, search }: QueueFilter, page: PageRequest): Promise<Page<OrderView>> {
    const limit = pageLimit(page.limit);
    const now = this.now();
    const key = keyOf(part);
    const cut = inOrder(partOf(managerId, part, now), part).limit(limit + 1);
    if (page.after !== undefined) {
      const [at, number] = fromCursor(page.after, ['number', 'string']);
      const beyond = part === 'done' ? '<' : '>';
      const dueAt = toDateTime(Number(at));
      void cut.where(key, `${beyond}=`, dueAt).where((rest) => {
        void rest.where(key, beyond, dueAt).orWhere('order_number', beyond, String(number));
      });
    }
    if (search !== undefined) narrowTo(search, cut);
    const views = orderRows(cut.as('orders'));
    if (part === 'mail') void views.select('orders.mail_at');
    const rows = await this.database.query<ListRow>(inOrder(views, part));
    return toPage(
      rows,
      limit,
      (row) => orderViewFrom(row, now),
      (row) => [fromDateTime(row[key] ?? row.due_at), row.order_number],
    );
  }

  /** @throws StoreError */
  async counts(managerId: number, search?: string): Promise<QueueCounts> {
    const orders = ordersOf(managerId)
      .select(
        builder.raw(
          `IF(missed_at IS NOT NULL, 'missed', IF(done, 'done', IF(due_at <= ?, 'to-call', 'later'))) AS part`,
          toDateTime(this.now()),
        ),
      )
      .count('* as orders')
      .groupBy('part');
    if (search !== undefined) narrowTo(search, orders);
    const withMail = unreadOf(managerId).count('* as orders');
    if (search !== undefined) narrowTo(search, withMail);
    const [rows, [mail]] = await Promise.all([
      this.database.query<{ part: QueuePart; orders: number }>(orders),
      this.database.query<{ orders: number }>(withMail),
    ]);
    const counts: QueueCounts = { missed: 0, 'to-call': 0, later: 0, done: 0, mail: mail?.orders ?? 0 };
    for (const { part, orders } of rows) counts[part] = orders;
    return counts;
  }

  /** @throws StoreError */
  async next(managerId: number, except: string): Promise<string | null> {
    const now = this.now();
    for (const part of ['missed', 'to-call'] as const) {
      const [row] = await this.database.query<{ order_number: string }>(
        inOrder(partOf(managerId, part, now), part)
          .whereNot('order_number', except)
          .select('order_number')
          .limit(1),
      );
      if (row !== undefined) return row.order_number;
    }
    return null;
  }
}

/** What a list is ordered by. */
function keyOf(part: QueueListName): 'missed_at' | 'due_at' | 'mail_at' {
  if (part === 'mail') return 'mail_at';
  return part === 'missed' ? 'missed_at' : 'due_at';
}

/** A manager's orders with unread mails, and since when the oldest of these waits. Few mails are unread, so no index of orders is needed. */
function unreadOf(managerId: number): Knex.QueryBuilder {
  const unread = builder('mails')
    .select('order_id')
    .min('at as mail_at')
    .whereRaw(isUnreadMail)
    .groupBy('order_id');
  return builder('orders')
    .join(unread.as('unread'), 'unread.order_id', 'orders.id')
    .where('manager_id', managerId);
}

function ordersOf(managerId: number, index = 'orders_queue'): Knex.QueryBuilder {
  return builder(builder.raw(`orders FORCE INDEX (${index})`)).where('manager_id', managerId);
}

function partOf(managerId: number, part: QueueListName, now: Micros): Knex.QueryBuilder {
  if (part === 'mail') return unreadOf(managerId).select('orders.*', 'mail_at');
  if (part === 'missed') return ordersOf(managerId, 'orders_missed').whereNotNull('missed_at');
  const orders = ordersOf(managerId)
    .where('done', part === 'done')
    .whereNull('missed_at');
  return part === 'done' ? orders : orders.where('due_at', part === 'to-call' ? '<=' : '>', toDateTime(now));
}

function inOrder(orders: Knex.QueryBuilder, part: QueueListName): Knex.QueryBuilder {
  const order = part === 'done' ? 'desc' : 'asc';
  return orders.orderBy([
    { column: keyOf(part), order },
    { column: 'order_number', order },
  ]);
}

import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { EntryOrder, EntryRows, EntryStore } from './entry-rows';
import type { Author, EntryView, OrderWrite, TimeLine } from './order-entries';
import type { EntryWords } from './model/entry-rules';
import type { Outcome, QueuePlace } from './model/outcome';
import type { OrderView } from './order-view';
import type { Page, PageRequest } from '#kernel/page';
import type { Micros } from '#kernel/micros';
import { callViewFrom } from '#calls/call-row';
import type { CallRow } from '#calls/call-row';
import { fromCursor, pageLimit, toPage } from '#database/cursor';
import type { Database } from '#database/database';
import { fromDateTimeOrNull, toDateTime, toDateTimeOrNull } from '#database/date-time';
import { restorableIn } from './contacts/contact-history';
import { entryRows, entryViewFrom, ordersWithChanges } from './order-entry-row';
import type { EntryRow } from './order-entry-row';
import { lockOrder, orderRows, orderViewFrom } from './order-row';
import type { OrderRow } from './order-row';
import { findOutcome } from './sql-outcome-list';
import { StoreError } from '#database/store-error';

/** What an entry says, as its row has it. */
interface WordsRow {
  id: number;
  kind: EntryWords['kind'];
  text: string | null;
  hidden: number;
  outcome: string | null;
  call_later_at: string | null;
  call_id: string | null;
}

/** Of what happened at the same time an entry stands before a call: it was written of it. */
const sources = ['entry', 'call'] as const;
type Source = (typeof sources)[number];

/** What people write on orders: rows are added, never changed. */
export class SqlOrderEntries implements EntryStore, TimeLine {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError, and whatever `work` throws */
  async transaction<Result>(work: (rows: EntryRows) => Promise<Result>): Promise<Result> {
    return this.database.transaction((transaction) => work(new SqlEntryRows(transaction, this.now)));
  }

  /** @throws StoreError; `cursor-invalid` where `after` is not a `next` of this list */
  async timeline(orderNumber: string, page: PageRequest): Promise<Page<EntryView>> {
    const limit = pageLimit(page.limit);
    const place = page.after === undefined ? null : placeFrom(page.after);
    const { knex } = this.database;
    const [entries, calls] = await this.database.run(() =>
      Promise.all<[Promise<EntryRow[]>, Promise<TimelineCallRow[]>]>([
        newestFirst(entryRows(knex), 'e.at', 'e.id', 'entry', place)
          .where('o.order_number', orderNumber)
          .limit(limit + 1),
        newestFirst(callRows(knex), 'calls.requested_at', 'calls.id', 'call', place)
          .where('calls.order_number', orderNumber)
          .limit(limit + 1),
      ]),
    );
    const restorable = await this.database.run(() => restorableIn(knex, ordersWithChanges(entries)));
    const rows: { source: Source; id: string | number; view: EntryView }[] = [
      ...entries.map((row) => ({
        source: 'entry' as const,
        id: row.id,
        view: entryViewFrom(row, restorable),
      })),
      ...calls.map((row) => ({ source: 'call' as const, id: row.id, view: callEntryFrom(row) })),
    ];
    // Each of the two comes in its order already, which a stable sort keeps.
    rows.sort((one, other) => other.view.at - one.view.at || rank(one.source) - rank(other.source));
    return toPage(
      rows.slice(0, limit + 1),
      limit,
      ({ view }) => view,
      ({ source, id, view }) => [view.at, source, String(id)],
    );
  }
}

class SqlEntryRows implements EntryRows {
  constructor(
    private readonly transaction: Knex.Transaction,
    private readonly now: () => Micros,
  ) {}

  async lockOrder(write: Pick<OrderWrite, 'orderNumber' | 'managerId'>): Promise<EntryOrder | null> {
    const order = await lockOrder(this.transaction, write);
    return order && { id: order.id, customerId: order.customer_id, open: order.status === 'open' };
  }

  async earlier(
    orderId: number,
    author: Author,
    key: string,
  ): Promise<{ id: number; words: EntryWords } | null> {
    const row = await this.transaction('order_entries')
      .where({ order_id: orderId, idempotency_hash: hashOf(author, key) })
      .first<WordsRow | undefined>('id', 'kind', 'text', 'hidden', 'outcome', 'call_later_at', 'call_id');
    if (!row) return null;
    const { id, call_later_at, call_id, ...words } = row;
    return { id, words: { ...words, callLaterAt: fromDateTimeOrNull(call_later_at), callId: call_id } };
  }

  async outcome(slug: string): Promise<Outcome | null> {
    return findOutcome(this.transaction, slug);
  }

  async move(orderId: number, place: QueuePlace, lastOutcome: string, at: Micros): Promise<void> {
    await this.transaction('orders')
      .where({ id: orderId })
      .update({
        done: place.done,
        due_at: toDateTime(place.dueAt),
        last_outcome: lastOutcome,
        last_outcome_at: toDateTime(at),
      });
  }

  async setDoNotCall(customerId: number): Promise<void> {
    await this.transaction('customers').where({ id: customerId }).update({ do_not_call: true });
  }

  async add(
    orderId: number,
    { callLaterAt, callId, ...words }: EntryWords,
    author: Author,
    key: string | null,
    at: Micros,
  ): Promise<number> {
    const [id] = await this.transaction('order_entries').insert({
      ...words,
      call_later_at: toDateTimeOrNull(callLaterAt),
      call_id: callId,
      order_id: orderId,
      at: toDateTime(at),
      account_id: author.accountId,
      actor: author.actor,
      idempotency_hash: key === null ? null : hashOf(author, key),
    });
    return Number(id);
  }

  async views(orderId: number, entryId: number): Promise<{ order: OrderView; entry: EntryView }> {
    const order = await orderRows(this.transaction, 'orders')
      .where('orders.id', orderId)
      .first<OrderRow | undefined>();
    const entry = await entryRows(this.transaction).where('e.id', entryId).first<EntryRow | undefined>();
    if (!order || !entry) throw new Error('A locked order, or an entry of it, has no row.');
    // Notes and outcomes are never restored.
    return { order: orderViewFrom(order, this.now()), entry: entryViewFrom(entry, new Set()) };
  }
}

/** Keys of different people are different keys. */
function hashOf({ actor }: Author, key: string): Buffer {
  return createHash('sha256').update(`${actor}\n${key}`, 'utf8').digest();
}

interface TimelineCallRow extends CallRow {
  manager_name: string | null;
}

function callRows(knex: Knex): Knex.QueryBuilder {
  return knex('calls')
    .leftJoin('orders', 'orders.id', 'calls.order_id')
    .leftJoin('managers', 'managers.id', 'calls.manager_id')
    .select('calls.*', 'orders.customer_name', 'managers.name AS manager_name');
}

function callEntryFrom(row: TimelineCallRow): EntryView {
  const call = callViewFrom(row);
  return {
    id: call.id,
    at: call.requestedAt,
    kind: 'call',
    by: row.manager_name === null ? null : { name: row.manager_name, login: call.managerExtension },
    text: null,
    hidden: 0,
    outcome: null,
    callLaterAt: null,
    slot: call.slot,
    callId: call.id,
    call,
    restorable: false,
  };
}

interface TimelinePlace {
  at: Micros;
  source: Source;
  id: string;
}

function placeFrom(cursor: string): TimelinePlace {
  const [at, source, id] = fromCursor(cursor, ['number', 'string', 'string']);
  const place = { at: Number(at), id: String(id) };
  if (source === 'call') return { ...place, source };
  if (source === 'entry' && /^\d{1,19}$/.test(place.id)) return { ...place, source };
  throw new StoreError(
    'cursor-invalid',
    'This is not the "next" of a page of this list. Begin anew without it.',
  );
}

/** What comes after a place: the older, and of the same time what stands behind it. */
function newestFirst(
  rows: Knex.QueryBuilder,
  at: string,
  id: string,
  source: Source,
  place: TimelinePlace | null,
): Knex.QueryBuilder {
  if (place !== null) {
    const then = toDateTime(place.at);
    const behind = rank(source) - rank(place.source);
    if (behind < 0) void rows.where(at, '<', then);
    else if (behind > 0) void rows.where(at, '<=', then);
    else {
      void rows.where(at, '<=', then).where((rest) => {
        void rest.where(at, '<', then).orWhere(id, '<', source === 'entry' ? Number(place.id) : place.id);
      });
    }
  }
  return rows.orderBy([
    { column: at, order: 'desc' },
    { column: id, order: 'desc' },
  ]);
}

function rank(source: Source): number {
  return sources.indexOf(source);
}

import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { EntryOrder, EntryRows, EntryStore, NewEntry } from './entry-rows';
import type { Author, EntryView, OrderWrite, TimeLine } from './order-entries';
import type { EntryWords } from './model/entry-rules';
import type { Outcome, QueuePlace } from './model/outcome';
import type { Found, NewestEntry } from './model/undo-rules';
import type { OrderView } from './order-view';
import type { Page, PageRequest } from '#kernel/page';
import type { Micros } from '#kernel/micros';
import { callRows, callViewFrom } from '#calls/call-row';
import type { CallRow } from '#calls/call-row';
import { fromCursor, pageLimit, toPage } from '#database/cursor';
import type { Database } from '#database/database';
import { fromDateTime, fromDateTimeOrNull, toDateTime, toDateTimeOrNull } from '#database/date-time';
import type { Transaction } from '#database/queries';
import { restorableIn } from './contacts/contact-history';
import { checklistFrom, entryRows, entryViewFrom, ordersWithChanges } from './order-entry-row';
import type { EntryRow } from './order-entry-row';
import { lockOrder, orderRows, orderViewFrom } from './order-row';
import type { OrderRow } from './order-row';
import { settleMissed } from './sql-missed-calls';
import { readOrderRules } from './intake/sql-order-rules';
import { findOutcome } from './sql-outcome-list';
import { StoreError } from '#database/store-error';
import { isoTimeOrNull } from '#kernel/iso-time';
import { announce } from '#webhooks/outbox';

/** What an entry says, as its row has it. */
interface WordsRow {
  id: number;
  kind: EntryWords['kind'];
  text: string | null;
  hidden: number;
  outcome: string | null;
  call_later_at: string | null;
  call_id: string | null;
  checklist: string | null;
  restores: number | null;
  field: string | null;
  field_name: string | null;
  overseers: number;
}

/** Where an order stands, as its row has it. */
interface PlaceRow {
  done: number;
  due_at: string;
  last_outcome: string | null;
  last_outcome_at: string | null;
}

/** The newest entry of an order with what it found; null in the columns of all but outcomes. */
interface NewestRow {
  id: number;
  at: string;
  kind: string;
  actor: string;
  outcome: string | null;
  call_later_at: string | null;
  found_open: number | null;
  found_done: number | null;
  found_due_at: string | null;
  found_outcome: string | null;
  found_outcome_at: string | null;
}

/** At the same time an entry comes before a call: it was written about the call. */
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

  /** @throws StoreError; `cursor-invalid` if `after` is not a `next` of this list */
  async timeline(orderNumber: string, page: PageRequest, isManager: boolean): Promise<Page<EntryView>> {
    const limit = pageLimit(page.limit);
    const place = page.after === undefined ? null : placeFrom(page.after);
    const [entries, calls] = await Promise.all([
      this.database.query<EntryRow>(
        newestFirst(entryRows(), 'e.at', 'e.id', 'entry', place)
          .where('o.order_number', orderNumber)
          .modify((rows) => {
            if (isManager) void rows.where('e.overseers', false);
          })
          .limit(limit + 1),
      ),
      this.database.query<TimelineCallRow>(
        newestFirst(timelineCallRows(), 'calls.requested_at', 'calls.id', 'call', place)
          .where('calls.order_number', orderNumber)
          .limit(limit + 1),
      ),
    ]);
    const restorable = await restorableIn(this.database, ordersWithChanges(entries));
    const rows: { source: Source; id: string | number; view: EntryView }[] = [
      ...entries.map((row) => ({
        source: 'entry' as const,
        id: row.id,
        view: entryViewFrom(row, restorable),
      })),
      ...calls.map((row) => ({ source: 'call' as const, id: row.id, view: callEntryFrom(row) })),
    ];
    // Each of the two is in its order already, which a stable sort keeps.
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
    private readonly transaction: Transaction,
    private readonly now: () => Micros,
  ) {}

  async lockOrder(write: Pick<OrderWrite, 'orderNumber' | 'managerId'>): Promise<EntryOrder | null> {
    const order = await lockOrder(this.transaction, write);
    if (order === null) return null;
    const [row] = await this.transaction.query<PlaceRow & { order_number: string; do_not_call: number }>(
      `SELECT o.order_number, o.done, o.due_at, o.last_outcome, o.last_outcome_at, c.do_not_call
         FROM orders AS o JOIN customers AS c ON c.id = o.customer_id WHERE o.id = ?`,
      [order.id],
    );
    if (!row) throw new Error('A locked order has no row.');
    return {
      id: order.id,
      orderNumber: row.order_number,
      customerId: order.customer_id,
      open: order.status === 'open',
      doNotCall: row.do_not_call === 1,
      place: { done: row.done === 1, dueAt: fromDateTime(row.due_at) },
      lastOutcome: row.last_outcome,
      lastOutcomeAt: fromDateTimeOrNull(row.last_outcome_at),
    };
  }

  async earlier(
    orderId: number,
    author: Author,
    key: string,
  ): Promise<{ id: number; words: EntryWords } | null> {
    const [row] = await this.transaction.query<WordsRow>(
      `SELECT id, kind, text, hidden, outcome, call_later_at, call_id, checklist, restores, field, field_name,
              overseers FROM order_entries
        WHERE order_id = ? AND idempotency_hash = ?`,
      [orderId, hashOf(author, key)],
    );
    if (!row) return null;
    const { id, call_later_at, call_id, checklist, restores, field, field_name, overseers, ...words } = row;
    return {
      id,
      words: {
        ...words,
        callLaterAt: fromDateTimeOrNull(call_later_at),
        callId: call_id,
        checklist: checklistFrom(checklist),
        undoes: restores === null ? null : String(restores),
        field: field === null ? null : { id: field, name: field_name ?? field, overseers: overseers === 1 },
      },
    };
  }

  async entriesBy(actor: string, after: Micros, most: number): Promise<Micros[]> {
    const rows = await this.transaction.query<{ at: string }>(
      `SELECT at FROM order_entries
        WHERE actor = ? AND kind IN ('note', 'outcome', 'outcome-undone', 'field-changed') AND at > ?
        ORDER BY at DESC LIMIT ?`,
      [actor, toDateTime(after), most],
    );
    return rows.map(({ at }) => fromDateTime(at));
  }

  async outcome(slug: string): Promise<Outcome | null> {
    return findOutcome(this.transaction, slug);
  }

  async checklist(): Promise<readonly string[]> {
    return (await readOrderRules(this.transaction)).checklist;
  }

  async move(orderId: number, place: QueuePlace, lastOutcome: string, at: Micros): Promise<void> {
    await this.#place(orderId, { place, lastOutcome, lastOutcomeAt: at });
  }

  async settleMissed(orderId: number): Promise<void> {
    await settleMissed(this.transaction, orderId);
  }

  async putBack(orderId: number, found: Found): Promise<void> {
    await this.#place(orderId, found);
  }

  /** Assignments are made from left to right, so the entry comes first. One statement: writers of two orders may meet. */
  async wish(customerId: number, entryId: number): Promise<void> {
    await this.transaction.write(
      'UPDATE customers SET do_not_call_entry = IF(do_not_call, NULL, ?), do_not_call = TRUE WHERE id = ?',
      [entryId, customerId],
    );
  }

  async endWish(customerId: number, entryId: number): Promise<void> {
    await this.transaction.write(
      'UPDATE customers SET do_not_call = FALSE, do_not_call_entry = NULL WHERE id = ? AND do_not_call_entry = ?',
      [customerId, entryId],
    );
  }

  async newest(orderId: number): Promise<NewestEntry | null> {
    const [row] = await this.transaction.query<NewestRow>(
      `SELECT id, at, kind, actor, outcome, call_later_at, found_open, found_done, found_due_at, found_outcome, found_outcome_at
         FROM order_entries WHERE order_id = ? ORDER BY id DESC LIMIT 1`,
      [orderId],
    );
    if (!row) return null;
    const { id, at, kind, actor, outcome } = row;
    return {
      ...{ id, kind, actor, outcome },
      at: fromDateTime(at),
      callLaterAt: fromDateTimeOrNull(row.call_later_at),
      found: foundFrom(row),
    };
  }

  async calledSince({ orderNumber }: EntryOrder, at: Micros): Promise<boolean> {
    const rows = await this.transaction.query(
      `SELECT id FROM calls WHERE order_number = ? AND requested_at > ?
          AND (disposition IS NULL OR disposition <> 'refused') LIMIT 1`,
      [orderNumber, toDateTime(at)],
    );
    return rows.length > 0;
  }

  async add(orderId: number, { words, author, key, at, found }: NewEntry): Promise<number> {
    const { callLaterAt, callId, checklist, undoes, field, ...said } = words;
    const id = await this.transaction.insert('order_entries', {
      ...said,
      call_later_at: toDateTimeOrNull(callLaterAt),
      call_id: callId,
      checklist: checklist === null ? null : JSON.stringify(checklist),
      restores: undoes,
      ...(field !== null && { field: field.id, field_name: field.name, overseers: field.overseers }),
      order_id: orderId,
      at: toDateTime(at),
      account_id: author.accountId,
      actor: author.actor,
      idempotency_hash: key === null ? null : hashOf(author, key),
      ...(found && {
        found_open: found.open,
        found_done: found.place.done,
        found_due_at: toDateTime(found.place.dueAt),
        found_outcome: found.lastOutcome,
        found_outcome_at: toDateTimeOrNull(found.lastOutcomeAt),
      }),
    });
    await this.#announce(orderId, id, words, author, at);
    return id;
  }

  async #announce(
    orderId: number,
    entryId: number,
    { kind, outcome, callId, callLaterAt }: EntryWords,
    { actor }: Author,
    at: Micros,
  ): Promise<void> {
    if (kind === 'note' || kind === 'field-changed') return;
    const [order] = await this.transaction.query<{ order_number: string }>(
      'SELECT order_number FROM orders WHERE id = ?',
      [orderId],
    );
    await announce(this.transaction, [
      {
        ...{ topic: 'order.outcome', id: `entry_${String(entryId)}`, at },
        orderNumber: order?.order_number ?? '',
        data: {
          outcome,
          takenBack: kind === 'outcome-undone',
          callId,
          callLaterAt: isoTimeOrNull(callLaterAt),
          manager: /^manager:(.*)$/.exec(actor)?.[1] ?? null,
        },
      },
    ]);
  }

  async views(orderId: number, entryId: number): Promise<{ order: OrderView; entry: EntryView }> {
    const [order] = await this.transaction.query<OrderRow>(orderRows('orders').where('orders.id', orderId));
    const [entry] = await this.transaction.query<EntryRow>(entryRows().where('e.id', entryId));
    if (!order || !entry) throw new Error('A locked order, or an entry of it, has no row.');
    // Of contacts alone it is said whether they can be restored.
    return { order: orderViewFrom(order, this.now()), entry: entryViewFrom(entry, new Set()) };
  }

  async #place(
    orderId: number,
    { place, lastOutcome, lastOutcomeAt }: Pick<Found, 'place' | 'lastOutcome' | 'lastOutcomeAt'>,
  ): Promise<void> {
    await this.transaction.update(
      'orders',
      { id: orderId },
      {
        done: place.done,
        due_at: toDateTime(place.dueAt),
        last_outcome: lastOutcome,
        last_outcome_at: toDateTimeOrNull(lastOutcomeAt),
      },
    );
  }
}

function foundFrom(row: NewestRow): Found | null {
  const { found_open, found_done, found_due_at, found_outcome, found_outcome_at } = row;
  if (found_open === null || found_done === null || found_due_at === null) return null;
  return {
    open: found_open === 1,
    place: { done: found_done === 1, dueAt: fromDateTime(found_due_at) },
    lastOutcome: found_outcome,
    lastOutcomeAt: fromDateTimeOrNull(found_outcome_at),
  };
}

/** Keys of different people are different keys. */
function hashOf({ actor }: Author, key: string): Buffer {
  return createHash('sha256').update(`${actor}\n${key}`, 'utf8').digest();
}

interface TimelineCallRow extends CallRow {
  manager_name: string | null;
}

function timelineCallRows(): Knex.QueryBuilder {
  return callRows()
    .leftJoin('managers', 'managers.id', 'calls.manager_id')
    .select('managers.name AS manager_name');
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
    checklist: null,
    slot: call.slot,
    field: null,
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
    'This is not the "next" of a page of this list. Start again without it.',
  );
}

/** What comes after a place: older rows, and at the same time those behind it. */
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

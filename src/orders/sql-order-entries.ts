import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type {
  EntryKind,
  EntryView,
  NewNote,
  NewOutcome,
  OrderEntries,
  OutcomeFault,
  WriteResult,
  Written,
} from './order-entries';
import type { Page, PageRequest } from '#kernel/page';
import type { Micros } from '#kernel/micros';
import { afterOutcome } from './model/outcome';
import { callViewFrom } from '#calls/call-row';
import type { CallRow } from '#calls/call-row';
import { fromCursor, pageLimit, toPage } from '#database/cursor';
import type { Database } from '#database/database';
import { toDateTime, toDateTimeOrNull } from '#database/date-time';
import { builder } from '#database/queries';
import type { Transaction } from '#database/queries';
import { entryRows, entryViewFrom } from './order-entry-row';
import type { EntryRow } from './order-entry-row';
import { lockOrder, orderRows, orderViewFrom } from './order-row';
import type { LockedOrder, OrderRow } from './order-row';
import { findOutcome } from './sql-outcome-list';
import { StoreError } from '#database/store-error';

/** The columns of an entry that its author fills. */
type Said = {
  kind: EntryKind;
  text: string | null;
  hidden: number;
  outcome: string | null;
  call_later_at: string | null;
  call_id: string | null;
};

/** At the same time an entry comes before a call: it was written about the call. */
const sources = ['entry', 'call'] as const;
type Source = (typeof sources)[number];

/** What people write to orders: rows are added, never changed. */
export class SqlOrderEntries implements OrderEntries {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError */
  async addNote(request: NewNote): Promise<WriteResult> {
    return this.#write(request, 'note', (transaction, order) =>
      this.#insert(transaction, order, request, { ...said(request), kind: 'note' }, this.now()),
    );
  }

  /** @throws StoreError */
  async wrapUp(request: NewOutcome): Promise<WriteResult | { result: 'fault'; fault: OutcomeFault }> {
    return this.#write(request, 'outcome', async (transaction, order) => {
      const outcome = await findOutcome(transaction, request.outcome);
      if (outcome === null) return { result: 'fault', fault: 'unknown-outcome' };
      const now = this.now();
      const after = afterOutcome(outcome, { open: order.status === 'open' }, now, request.callLaterAt);
      if ('fault' in after) return { result: 'fault', fault: after.fault };
      const place = {
        done: after.place.done,
        due_at: toDateTime(after.place.dueAt),
        last_outcome: outcome.slug,
        last_outcome_at: toDateTime(now),
      };
      await transaction.update('orders', { id: order.id }, place);
      if (outcome.doNotCall) {
        await transaction.update('customers', { id: order.customer_id }, { do_not_call: true });
      }
      const entry = {
        ...said(request),
        kind: 'outcome',
        outcome: outcome.slug,
        call_later_at: toDateTimeOrNull(after.callLaterAt),
      } as const;
      return this.#insert(transaction, order, request, entry, now);
    });
  }

  /** @throws StoreError; `cursor-invalid` if `after` is not a `next` of this list */
  async timeline(orderNumber: string, page: PageRequest): Promise<Page<EntryView>> {
    const limit = pageLimit(page.limit);
    const place = page.after === undefined ? null : placeFrom(page.after);
    const [entries, calls] = await Promise.all([
      this.database.query<EntryRow>(
        newestFirst(entryRows(), 'e.at', 'e.id', 'entry', place)
          .where('o.order_number', orderNumber)
          .limit(limit + 1),
      ),
      this.database.query<TimelineCallRow>(
        newestFirst(callRows(), 'calls.requested_at', 'calls.id', 'call', place)
          .where('calls.order_number', orderNumber)
          .limit(limit + 1),
      ),
    ]);
    const rows: { source: Source; id: string | number; view: EntryView }[] = [
      ...entries.map((row) => ({ source: 'entry' as const, id: row.id, view: entryViewFrom(row) })),
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

  /** Holds the order's lock, so that the same request sent twice at once is done once. */
  async #write<Result>(
    request: NewNote & { outcome?: string; callLaterAt?: Micros | null },
    kind: EntryKind,
    work: (transaction: Transaction, order: LockedOrder) => Promise<Result>,
  ): Promise<Result | WriteResult> {
    return this.database.transaction(async (transaction) => {
      const order = await lockOrder(transaction, request);
      if (order === null) return { result: 'refused' };
      const earlier = await earlierRequest(transaction, order, request);
      if (earlier === null) return work(transaction, order);
      if (!isSame(earlier, request, kind)) return { result: 'key-reused' };
      return { result: 'repeated', ...(await this.#views(transaction, order, earlier.id)) };
    });
  }

  async #insert(
    transaction: Transaction,
    order: LockedOrder,
    request: NewNote,
    entry: Said,
    at: Micros,
  ): Promise<Written> {
    const id = await transaction.insert('order_entries', {
      ...entry,
      order_id: order.id,
      at: toDateTime(at),
      account_id: request.author.accountId,
      actor: request.author.actor,
      idempotency_hash: hashOf(request),
    });
    return { result: 'written', ...(await this.#views(transaction, order, id)) };
  }

  async #views(
    transaction: Transaction,
    order: LockedOrder,
    entryId: number,
  ): Promise<Pick<Written, 'order' | 'entry'>> {
    const [row] = await transaction.query<OrderRow>(orderRows('orders').where('orders.id', order.id));
    const [entry] = await transaction.query<EntryRow>(entryRows().where('e.id', entryId));
    if (!row || !entry) throw new Error('A locked order and its new entry exist.');
    return { order: orderViewFrom(row, this.now()), entry: entryViewFrom(entry) };
  }
}

async function earlierRequest(
  transaction: Transaction,
  order: LockedOrder,
  request: NewNote,
): Promise<(Said & { id: number }) | null> {
  const hash = hashOf(request);
  if (hash === null) return null;
  const [row] = await transaction.query<Said & { id: number }>(
    `SELECT id, kind, text, hidden, outcome, call_later_at, call_id FROM order_entries
      WHERE order_id = ? AND idempotency_hash = ?`,
    [order.id, hash],
  );
  return row ?? null;
}

/** Whether a request equals an earlier one with its key. A time that it leaves to the outcome is not compared. */
function isSame(
  earlier: Said,
  request: NewNote & { outcome?: string; callLaterAt?: Micros | null },
  kind: EntryKind,
): boolean {
  const { text, call_id } = said(request);
  return (
    earlier.kind === kind &&
    earlier.text === text &&
    earlier.call_id === call_id &&
    earlier.outcome === (request.outcome ?? null) &&
    (request.callLaterAt === undefined ||
      request.callLaterAt === null ||
      earlier.call_later_at === toDateTime(request.callLaterAt))
  );
}

function said({ note, callId }: NewNote): Omit<Said, 'kind'> {
  return {
    text: note.text === '' ? null : note.text,
    hidden: note.hidden,
    outcome: null,
    call_later_at: null,
    call_id: callId,
  };
}

/** Keys of different people are different keys. */
function hashOf({ author, idempotencyKey }: NewNote): Buffer | null {
  if (idempotencyKey === null) return null;
  return createHash('sha256').update(`${author.actor}\n${idempotencyKey}`, 'utf8').digest();
}

interface TimelineCallRow extends CallRow {
  manager_name: string | null;
}

function callRows(): Knex.QueryBuilder {
  return builder('calls')
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

import type { Knex } from 'knex';
import type { CallId } from './model/call-record';
import { interviewOf } from './model/interview-ticket';
import { isOrderNumber } from '#kernel/order-number';
import type { CallLogLine } from './engine/call-store';
import type { CallView } from './model/call-view';
import type { CallFilter, CallLog } from './call-log';
import type { Page, PageRequest } from '#kernel/page';
import { qualityOf } from './call-quality-rows';
import { callRows, callViewFrom } from './call-row';
import type { CallRow } from './call-row';
import { fromCursor, pageLimit, toPage } from '#database/cursor';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import { builder } from '#database/queries';

/** Reads the records of calls. */
export class SqlCallLog implements CallLog {
  constructor(private readonly database: Database) {}

  /** @throws StoreError */
  async find(id: CallId): Promise<CallView | null> {
    const [row] = await this.database.query<CallRow>(callRows('calls').where('calls.id', id));
    if (row === undefined) return null;
    return callViewFrom(row, (await qualityOf(this.database, [id])).get(id));
  }

  /**
   * An order number without a manager also matches refused calls to that order: that is a supervisor's question. With a
   * manager it matches only calls that the manager was allowed.
   * @throws StoreError; `cursor-invalid` if `after` is not a `next` of this list
   */
  async list(filter: CallFilter, page: PageRequest): Promise<Page<CallView>> {
    const limit = pageLimit(page.limit);
    // The calls first, cut to a page, then their names: joined the other way, MySQL may read all.
    const cut = newestFirst(builder('calls')).limit(limit + 1);
    narrow(cut, filter);
    if (page.after !== undefined) {
      const [at, id] = fromCursor(page.after, ['number', 'string']);
      const before = toDateTime(Number(at));
      void cut.where('calls.requested_at', '<=', before).where((rest) => {
        void rest.where('calls.requested_at', '<', before).orWhere('calls.id', '<', String(id));
      });
    }
    const rows = await this.database.query<CallRow>(newestFirst(callRows(cut.as('calls'))));
    const quality = await qualityOf(
      this.database,
      rows.map(({ id }) => id),
    );
    return toPage(
      rows,
      limit,
      (row) => callViewFrom(row, quality.get(row.id)),
      (row) => [fromDateTime(row.requested_at), row.id],
    );
  }

  /** What happened in a call, in order; empty while the call goes on. @throws StoreError */
  async story(id: CallId): Promise<CallLogLine[]> {
    const rows = await this.database.query<{ at: string; kind: string; detail: unknown }>(
      'SELECT at, kind, detail FROM call_events WHERE call_id = ? ORDER BY seq',
      [id],
    );
    return rows.map(({ at, kind, detail }) => ({
      at: fromDateTime(at),
      kind,
      // JSON is a separate type on MySQL, and text on MariaDB.
      detail: (typeof detail === 'string' ? JSON.parse(detail) : detail) as CallLogLine['detail'],
    }));
  }
}

function newestFirst(calls: Knex.QueryBuilder): Knex.QueryBuilder {
  return calls.orderBy([
    { column: 'calls.requested_at', order: 'desc' },
    { column: 'calls.id', order: 'desc' },
  ]);
}

function narrow(query: Knex.QueryBuilder, filter: CallFilter): void {
  const { manager, managerExtension, direction, disposition, hungUpBy, from, to } = filter;
  // A text that is no order number is searched as one that no order has: with letters that the column cannot hold, the
  // server would fail instead of finding nothing.
  const { orderNumber: wanted } = filter;
  const isSearched = wanted === undefined || isOrderNumber(wanted) || interviewOf(wanted) !== null;
  const orderNumber = isSearched ? wanted : '';
  if (managerExtension !== undefined) void query.where('calls.manager_extension', managerExtension);
  if (manager !== undefined) {
    // As isCallOf. The extension is the column of the index.
    void query.where('calls.manager_extension', manager.extension).where((own) => {
      void own
        .where('calls.manager_id', manager.id)
        .orWhere(
          (unknown) =>
            void unknown
              .whereNull('calls.manager_id')
              .where('calls.requested_at', '>=', toDateTime(manager.since)),
        );
    });
  }
  if (orderNumber !== undefined) {
    if (manager !== undefined || managerExtension !== undefined)
      void query.where('calls.order_number', orderNumber);
    else {
      void query.where((either) => {
        void either
          .where('calls.order_number', orderNumber)
          .orWhere('calls.refused_order_id', (id: Knex.QueryBuilder) => {
            void id.select('asked.id').from('orders AS asked').where('asked.order_number', orderNumber);
          });
      });
    }
  }
  if (direction !== undefined) void query.where('calls.direction', direction);
  if (disposition !== undefined) void query.where('calls.disposition', disposition);
  if (hungUpBy !== undefined) void query.where('calls.hung_up_by', hungUpBy);
  if (from !== undefined) void query.where('calls.requested_at', '>=', toDateTime(from));
  if (to !== undefined) void query.where('calls.requested_at', '<', toDateTime(to));
}

import type { Knex } from 'knex';
import type {
  ImportCounts,
  ImportEnd,
  ImportEntry,
  ImportLedger,
  ImportState,
  RejectedRow,
} from './order-imports';
import type { Page, PageRequest } from '#kernel/page';
import type { Micros } from '#kernel/micros';
import { fromCursor, pageLimit, toPage } from '#database/cursor';
import type { Database } from '#database/database';
import { listValues } from '#database/database';
import { fromDateTime, fromDateTimeOrNull, toDateTime } from '#database/date-time';

interface ImportRow {
  id: number;
  state: ImportState;
  started_at: string;
  ended_at: string | null;
  bytes: number;
  rows_read: number;
  added: number;
  changed: number;
  unchanged: number;
  rejected: number;
  fault: string | null;
  login: string;
}

/** Imports from the browser. */
export class SqlImportLedger implements ImportLedger {
  constructor(
    private readonly database: Database,
    /** Which Star7 this is: an import runs in one process. */
    private readonly node: string,
  ) {}

  /** @throws StoreError */
  async begin(account: number, at: Micros): Promise<number> {
    const [id] = await this.database.run(() =>
      this.database
        .knex('imports')
        .insert({ account_id: account, state: 'running', started_at: toDateTime(at), node: this.node }),
    );
    return Number(id);
  }

  /** @throws StoreError */
  async progress(id: number, counts: ImportCounts): Promise<void> {
    await this.database.run(() => this.database.knex('imports').where({ id }).update(columnsOf(counts)));
  }

  /** @throws StoreError */
  async reject(id: number, rows: readonly RejectedRow[]): Promise<void> {
    await this.database.run(() =>
      this.database.knex.raw(
        'INSERT INTO import_rejects (import_id, line, reason) VALUES ? ON DUPLICATE KEY UPDATE reason = VALUES(reason)',
        listValues(rows.map(({ line, reason }) => [id, line, reason])),
      ),
    );
  }

  /** @throws StoreError */
  async end(id: number, { state, fault, counts }: ImportEnd, at: Micros): Promise<void> {
    await this.database.run(() =>
      this.database
        .knex('imports')
        .where({ id })
        .update({ ...columnsOf(counts), state, fault, ended_at: toDateTime(at) }),
    );
  }

  /** @throws StoreError */
  async interruptRunning(at: Micros): Promise<number> {
    return this.database.run(() =>
      this.database
        .knex('imports')
        .where({ state: 'running', node: this.node })
        .update({ state: 'interrupted', fault: 'process-ended', ended_at: toDateTime(at) }),
    );
  }

  /** @throws StoreError */
  async find(id: number): Promise<ImportEntry | null> {
    const row = await this.database.run(() =>
      this.#entries().where('imports.id', id).first<ImportRow | undefined>(),
    );
    return row ? entryFrom(row) : null;
  }

  /** @throws StoreError; `cursor-invalid` where `after` is not a `next` of this list */
  async list(page: PageRequest): Promise<Page<ImportEntry>> {
    const limit = pageLimit(page.limit);
    const query = this.#entries()
      .orderBy('imports.id', 'desc')
      .limit(limit + 1);
    if (page.after !== undefined) {
      void query.where('imports.id', '<', fromCursor(page.after, ['number'])[0] ?? 0);
    }
    const rows = await this.database.run(() => query as PromiseLike<ImportRow[]>);
    return toPage(rows, limit, entryFrom, (row) => [row.id]);
  }

  /** @throws StoreError */
  async rejects(id: number, afterLine: number, limit: number): Promise<RejectedRow[]> {
    return this.database.run(
      () =>
        this.database
          .knex('import_rejects')
          .where({ import_id: id })
          .where('line', '>', afterLine)
          .orderBy('line')
          .limit(limit)
          .select('line', 'reason') as PromiseLike<RejectedRow[]>,
    );
  }

  #entries(): Knex.QueryBuilder {
    return this.database
      .knex('imports')
      .join('accounts', 'accounts.id', 'imports.account_id')
      .select('imports.*', 'accounts.login');
  }
}

function columnsOf(counts: ImportCounts): Record<string, number> {
  return {
    bytes: counts.bytes,
    rows_read: counts.rowsRead,
    added: counts.added,
    changed: counts.changed,
    unchanged: counts.unchanged,
    rejected: counts.rejected,
  };
}

function entryFrom(row: ImportRow): ImportEntry {
  return {
    id: row.id,
    state: row.state,
    startedAt: fromDateTime(row.started_at),
    endedAt: fromDateTimeOrNull(row.ended_at),
    bytes: row.bytes,
    rowsRead: row.rows_read,
    added: row.added,
    changed: row.changed,
    unchanged: row.unchanged,
    rejected: row.rejected,
    fault: row.fault,
    by: row.login,
  };
}

import type {
  ImportCounts,
  ImportEnd,
  ImportEntry,
  ImportLedger,
  ImportState,
  ImportFindings,
  ReportedRow,
} from './order-imports';
import { processEnded } from '../model/import-rules';
import type { Page, PageRequest } from '#kernel/page';
import type { Micros } from '#kernel/micros';
import { fromCursor, pageLimit, toPage } from '#database/cursor';
import type { Database } from '#database/database';
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
  dry_run: number;
  findings: string | null;
}

interface ReportRow extends Omit<ReportedRow, 'rejected'> {
  rejected: number;
}

const entries = 'SELECT i.*, a.login FROM imports AS i JOIN accounts AS a ON a.id = i.account_id';

/** Imports from the browser. */
export class SqlImportLedger implements ImportLedger {
  constructor(
    private readonly database: Database,
    /** Which Star7 this is: an import runs in one process. */
    private readonly node: string,
  ) {}

  /** @throws StoreError */
  async begin(account: number, at: Micros, dryRun: boolean): Promise<number> {
    return this.database.insert('imports', {
      account_id: account,
      state: 'running',
      started_at: toDateTime(at),
      node: this.node,
      dry_run: dryRun,
    });
  }

  /** @throws StoreError */
  async progress(id: number, counts: ImportCounts): Promise<void> {
    await this.database.update('imports', { id }, columnsOf(counts));
  }

  /** @throws StoreError */
  async report(id: number, rows: readonly ReportedRow[]): Promise<void> {
    await this.database.insertMany(
      'import_reports',
      rows.map(({ nth, line, rejected, reason, column, cell }) => ({
        import_id: id,
        nth,
        line,
        rejected,
        reason,
        column_name: column,
        cell,
      })),
    );
  }

  /** @throws StoreError */
  async end(id: number, { state, fault, counts, findings }: ImportEnd, at: Micros): Promise<void> {
    await this.database.update(
      'imports',
      { id },
      {
        ...columnsOf(counts),
        state,
        fault,
        ended_at: toDateTime(at),
        findings: findings === null ? null : JSON.stringify(findings),
      },
    );
  }

  /** @throws StoreError */
  async interruptRunning(at: Micros): Promise<number> {
    return this.database.update(
      'imports',
      { state: 'running', node: this.node },
      { state: 'interrupted', fault: processEnded, ended_at: toDateTime(at) },
    );
  }

  /** @throws StoreError */
  async find(id: number): Promise<ImportEntry | null> {
    const [row] = await this.database.query<ImportRow>(`${entries} WHERE i.id = ?`, [id]);
    return row ? entryFrom(row) : null;
  }

  /** @throws StoreError; `cursor-invalid` if `after` is not a `next` of this list */
  async list(page: PageRequest): Promise<Page<ImportEntry>> {
    const limit = pageLimit(page.limit);
    const before = page.after === undefined ? null : (fromCursor(page.after, ['number'])[0] ?? 0);
    const rows = await this.database.query<ImportRow>(
      `${entries} ${before === null ? '' : 'WHERE i.id < ?'} ORDER BY i.id DESC LIMIT ?`,
      before === null ? [limit + 1] : [before, limit + 1],
    );
    return toPage(rows, limit, entryFrom, (row) => [row.id]);
  }

  /** Imports of earlier releases have their rejected rows alone. @throws StoreError */
  async reported(id: number, after: number, limit: number): Promise<ReportedRow[]> {
    const rows = await this.database.query<ReportRow>(
      `SELECT nth, line, rejected, reason, column_name AS \`column\`, cell FROM import_reports
        WHERE import_id = ? AND nth > ?
        UNION ALL SELECT line, line, TRUE, reason, NULL, NULL FROM import_rejects WHERE import_id = ? AND line > ?
        ORDER BY nth LIMIT ?`,
      [id, after, id, after, limit],
    );
    return rows.map((row) => ({ ...row, rejected: row.rejected === 1 }));
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
    dryRun: row.dry_run === 1,
    findings: row.findings === null ? null : (JSON.parse(row.findings) as ImportFindings),
  };
}

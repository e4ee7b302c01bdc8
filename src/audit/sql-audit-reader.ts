import type { AuditFilter, AuditLine, AuditReader } from './audit-reading';
import type { Page, PageRequest } from '#kernel/page';
import { auditRowFrom } from './audit-chain';
import type { StoredAuditRow } from './audit-chain';
import { fromCursor, pageLimit, toPage } from '#database/cursor';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import { builder } from '#database/queries';

type Row = Pick<StoredAuditRow, 'id' | 'seq' | 'at' | 'actor' | 'action' | 'subject' | 'detail'>;

/** Reads the audit log. */
export class SqlAuditReader implements AuditReader {
  constructor(private readonly database: Database) {}

  /** @throws StoreError; `cursor-invalid` if `after` is not a `next` of this list */
  async list({ actor, action, subject, from, to }: AuditFilter, page: PageRequest): Promise<Page<AuditLine>> {
    const limit = pageLimit(page.limit);
    const query = builder('audit_log')
      .select('id', 'seq', 'at', 'actor', 'action', 'subject', 'detail')
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit + 1);
    if (actor !== undefined) void query.where('actor', actor);
    // The column is ASCII, and the server fails to compare it with anything else.
    if (action !== undefined) void query.where('action', /^[\x20-\x7e]*$/.test(action) ? action : '');
    if (subject !== undefined) void query.where('subject', subject);
    if (from !== undefined) void query.where('at', '>=', toDateTime(from));
    if (to !== undefined) void query.where('at', '<', toDateTime(to));
    if (page.after !== undefined) {
      const [at, id] = fromCursor(page.after, ['number', 'number']);
      const before = toDateTime(Number(at));
      void query.where('at', '<=', before).where((rest) => {
        void rest.where('at', '<', before).orWhere('id', '<', Number(id));
      });
    }
    const rows = await this.database.query<Row>(query);
    return toPage(rows, limit, lineFrom, (row) => [fromDateTime(row.at), row.id]);
  }
}

function lineFrom(row: Row): AuditLine {
  const { at, actor, action, subject, detail } = auditRowFrom({ ...row, previous_hash: null, hash: null });
  return { seq: row.seq, at, actor, action, subject, detail: detail as AuditLine['detail'] };
}

import type { Micros } from '../core/call-record';
import type { AuditEntry, AuditLog } from '../calls/queries';
import type { Database } from './database';
import { systemNow, toDateTime } from './date-time';

/** What people and programs did. Lines are added, never changed. */
export class SqlAuditLog implements AuditLog {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros = systemNow,
  ) {}

  /** @throws StoreError: whoever must not act unseen waits for this first */
  async append({ actor, action, subject, detail }: AuditEntry): Promise<void> {
    await this.database.run(() =>
      this.database.knex('audit_log').insert({
        at: toDateTime(this.now()),
        actor,
        action,
        subject,
        detail: detail === undefined ? null : JSON.stringify(detail),
      }),
    );
  }
}

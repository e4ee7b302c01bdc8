import { auditColumns } from './audit-chain';
import type { StoredAuditRow } from './audit-chain';
import { AuditCheck } from './audit-check';
import type { AuditHead } from './audit-hash';
import type { ChainFault } from './model/chain-fault';
import { auditTriggers, auditTriggersPresent, protectAuditLog } from './audit-protection';
import type { Database } from '#database/database';

export interface AuditReport {
  rows: number;
  /** The chain's end as it was read. */
  end: AuditHead;
  /** Nothing is wrong. */
  ok: boolean;
  /** The first hundred. */
  faults: readonly ChainFault[];
  faultCount: number;
  /** Whether the server itself refuses changes: its triggers are there. */
  protected: boolean;
}

/** Rows at once: calls wait while they are hashed. */
const usualPage = 2000;

/** Reads the audit log and its chain, and changes nothing. */
export class AuditVerifier {
  constructor(
    private readonly database: Database,
    private readonly pageSize = usualPage,
  ) {}

  /**
   * As of one moment, whatever is appended meanwhile.
   * @param anchors heads noted earlier, elsewhere: only they show that the end was cut off together with what the
   * database says of it
   * @param stop asked between pages
   * @throws StoreError; the signal's reason
   */
  async verify(anchors: readonly AuditHead[] = [], stop?: AbortSignal): Promise<AuditReport> {
    const result = await this.database.transaction(async (transaction) => {
      const check = new AuditCheck(anchors);
      // The transaction's first read fixes the moment: REPEATABLE READ, the default, is asked for by name.
      const head = await transaction('audit_chain')
        .where({ id: 1 })
        .first<AuditHead | undefined>('seq', 'hash');
      for (let after = 0; ;) {
        stop?.throwIfAborted();
        const rows = await transaction('audit_log')
          .where('seq', '>', after)
          .orderBy('seq')
          .limit(this.pageSize)
          .select<StoredAuditRow[]>(...auditColumns);
        for (const row of rows) check.take(row);
        const last = rows.at(-1)?.seq ?? null;
        if (rows.length < this.pageSize || last === null) break;
        after = last;
      }
      const unchained = await transaction('audit_log')
        .whereNull('seq')
        .orderBy('id')
        .select<StoredAuditRow[]>(...auditColumns);
      for (const row of unchained) check.take(row);
      return check.finish(head ?? null);
    }, 'repeatable read');
    const triggers = await this.database.run(() => auditTriggersPresent(this.database.knex));
    return {
      rows: result.rows,
      end: result.end,
      ok: result.count === 0,
      faults: result.faults,
      faultCount: result.count,
      protected: Object.keys(auditTriggers).every((name) => triggers.has(name)),
    };
  }

  /** The chain's end, to be noted elsewhere. @throws StoreError */
  async head(): Promise<AuditHead> {
    const head = await this.database.run(() =>
      this.database.knex('audit_chain').where({ id: 1 }).first<AuditHead | undefined>('seq', 'hash'),
    );
    if (!head) throw new Error('The table audit_chain lacks the row that its migration made.');
    return { seq: head.seq, hash: head.hash };
  }

  /** Has the server refuse changes, as the migration does. @returns false where this user may not make triggers */
  async protect(): Promise<boolean> {
    return this.database.run(() => protectAuditLog(this.database.knex));
  }
}

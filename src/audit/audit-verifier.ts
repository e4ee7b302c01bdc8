import { auditColumns } from './audit-chain';
import type { StoredAuditRow } from './audit-chain';
import { AuditCheck } from './audit-check';
import type { AuditHead } from './audit-hash';
import type { ChainFault } from './model/chain-fault';
import { auditTriggers, auditTriggersPresent, protectAuditLog } from './audit-protection';
import type { Database } from '#database/database';
import type { Queries } from '#database/queries';

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

/** Rows of one page: calls wait while they are hashed. */
const usualPage = 2000;

/** Reads the audit log and its chain, and changes nothing. */
export class AuditVerifier {
  constructor(
    private readonly database: Database,
    private readonly pageSize = usualPage,
  ) {}

  /**
   * As of one moment, also if rows are appended meanwhile.
   * @param anchors heads noted earlier, elsewhere: only they show that the end was cut off together with the
   * database's own record of it
   * @param stop checked between pages
   * @throws StoreError; the signal's reason
   */
  async verify(anchors: readonly AuditHead[] = [], stop?: AbortSignal): Promise<AuditReport> {
    const result = await this.database.transaction(async (transaction) => {
      const check = new AuditCheck(anchors);
      // The transaction's first read fixes the moment. REPEATABLE READ is the default, but a server may have another.
      const head = await headOf(transaction);
      for (let after = 0; ;) {
        stop?.throwIfAborted();
        const rows = await transaction.query<StoredAuditRow>(
          `SELECT ${auditColumns} FROM audit_log WHERE seq > ? ORDER BY seq LIMIT ?`,
          [after, this.pageSize],
        );
        for (const row of rows) check.take(row);
        const last = rows.at(-1)?.seq ?? null;
        if (rows.length < this.pageSize || last === null) break;
        after = last;
      }
      const unchained = await transaction.query<StoredAuditRow>(
        `SELECT ${auditColumns} FROM audit_log WHERE seq IS NULL ORDER BY id`,
      );
      for (const row of unchained) check.take(row);
      return check.finish(head);
    }, 'REPEATABLE READ');
    const triggers = await auditTriggersPresent(this.database);
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
    const head = await headOf(this.database);
    if (head === null) throw new Error('The table audit_chain lacks the row that its migration made.');
    return { seq: head.seq, hash: head.hash };
  }

  /** Has the server refuse changes, as the migration does. @returns false if this user may not make triggers */
  async protect(): Promise<boolean> {
    return protectAuditLog(this.database);
  }
}

async function headOf(queries: Queries): Promise<AuditHead | null> {
  const [head] = await queries.query<AuditHead>('SELECT seq, hash FROM audit_chain WHERE id = 1');
  return head ?? null;
}

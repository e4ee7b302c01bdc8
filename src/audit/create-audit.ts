import type { AuditLog } from './audit-log';
import { auditApi } from './audit-routes';
import { AuditTrail } from './audit-trail';
import { AuditVerifier } from './audit-verifier';
import { ChainCheck } from './chain-check';
import { SqlAuditLog } from './sql-audit-log';
import { SqlAuditReader } from './sql-audit-reader';
import type { Database } from '#database/database';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

export interface AuditParts {
  database: Database;
  clock: Clock;
  log: Log;
}

/** What people and programs did, and the proof that nobody changed the record of it. */
export interface Audit {
  log: AuditLog;
  trail: AuditTrail;
  routes: RouteSet;
  /** Gives up a check of the chain that is running: before the database is closed. */
  stop(): Promise<void>;
}

/** Rows of the audit log that are checked in one go: calls wait for so long, a few milliseconds. */
const rowsAtOnce = 200;

export function createAudit({ database, clock, log }: AuditParts): Audit {
  const auditLog = new SqlAuditLog(database, clock.now);
  const trail = new AuditTrail(auditLog, clock, log);
  const verifier = new AuditVerifier(database, rowsAtOnce);
  const chain = new ChainCheck({ verify: (stop) => verifier.verify([], stop) }, clock, log);
  return {
    log: auditLog,
    trail,
    routes: auditApi({ auditReader: new SqlAuditReader(database), chain, trail }),
    stop: () => chain.stop(),
  };
}

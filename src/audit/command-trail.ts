import { AuditTrail } from './audit-trail';
import { SqlAuditLog } from './sql-audit-log';
import { explained } from '#cli/explained';
import type { Database } from '#database/database';
import type { Log } from '#kernel/log';
import { systemClock } from '#kernel/system-clock';

/**
 * The audit trail of a command. Where something is done already and cannot be written to the audit log, the command
 * shows its result nevertheless (a one-time password would be lost), and says so on standard error and by its status.
 */
export function commandTrail(database: Database): AuditTrail {
  return new AuditTrail(new SqlAuditLog(database, systemClock.now), systemClock, standardError);
}

const standardError: Log = {
  debug() {
    // For services.
  },
  info() {
    // For services.
  },
  warn: say,
  error: say,
};

function say(message: string, fields: { error?: unknown } = {}): void {
  const { status, text } = explained(fields.error);
  process.exitCode = status;
  process.stderr.write(`star7: ${message}: ${text}\n`);
}

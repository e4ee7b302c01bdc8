import type { Queries } from '#database/queries';
import { codeOf } from '#database/store-error';

/** Refuses, with a text for readers of the server's log. */
const signal = "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_log is append-only'";

/** What must not change: a row may only be taken into the chain. */
const kept = ['id', 'at', 'actor', 'action', 'subject', 'detail'] as const;

export const auditTriggers: Readonly<Record<string, string>> = {
  audit_log_no_update: `CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log FOR EACH ROW
    IF OLD.seq IS NOT NULL OR NEW.seq IS NULL OR ${kept.map((column) => `NOT (NEW.${column} <=> OLD.${column})`).join(' OR ')}
    THEN ${signal}; END IF`,
  audit_log_no_delete: `CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log FOR EACH ROW ${signal}`,
};

/** The server does not let this user make triggers: no privilege TRIGGER, or binary logging without SUPER. */
const forbidden: ReadonlySet<string> = new Set([
  'ER_BINLOG_CREATE_ROUTINE_NEED_SUPER',
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_SPECIFIC_ACCESS_DENIED_ERROR',
]);

/**
 * Has the server refuse to change or remove rows of the audit log. It does not refuse TRUNCATE and DROP, nor a user who
 * may drop a trigger: the chain and an anchored head show those.
 * @returns false if this user may not make triggers; the chain protects without them
 */
export async function protectAuditLog(queries: Queries): Promise<boolean> {
  const there = await auditTriggersPresent(queries);
  for (const [name, statement] of Object.entries(auditTriggers)) {
    if (there.has(name)) continue;
    try {
      await queries.write(statement);
    } catch (error) {
      if (forbidden.has(codeOf(error))) return false;
      throw error;
    }
  }
  return true;
}

/** The names of the triggers that this user can see. */
export async function auditTriggersPresent(queries: Queries): Promise<ReadonlySet<string>> {
  const rows = await queries.query<{ name: string }>(
    `SELECT TRIGGER_NAME AS name FROM information_schema.TRIGGERS
      WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'audit_log'`,
  );
  return new Set(rows.map(({ name }) => name));
}

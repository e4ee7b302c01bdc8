import type { Knex } from 'knex';
import { codeOf } from '#database/store-error';

/** A refusal with the words of whoever reads the server's log. */
const signal = "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_log is append-only'";

/** What must not change; being taken into the chain is the one change that a row may see. */
const kept = ['id', 'at', 'actor', 'action', 'subject', 'detail'] as const;

export const auditTriggers: Readonly<Record<string, string>> = {
  audit_log_no_update: `CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log FOR EACH ROW
    IF OLD.seq IS NOT NULL OR NEW.seq IS NULL OR ${kept.map((column) => `NOT (NEW.${column} <=> OLD.${column})`).join(' OR ')}
    THEN ${signal}; END IF`,
  audit_log_no_delete: `CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log FOR EACH ROW ${signal}`,
};

/** The server does not let this user make triggers: the privilege TRIGGER, or binary logging without SUPER. */
const forbidden: ReadonlySet<string> = new Set([
  'ER_BINLOG_CREATE_ROUTINE_NEED_SUPER',
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_SPECIFIC_ACCESS_DENIED_ERROR',
]);

/**
 * Has the server refuse to change or remove rows of the audit log. TRUNCATE and DROP it does not refuse, nor does it
 * stop whoever may drop a trigger: those the chain and an anchored head bring to light.
 * @returns false where this user may not make triggers; the chain protects without them
 */
export async function protectAuditLog(knex: Knex): Promise<boolean> {
  const there = await auditTriggersPresent(knex);
  for (const [name, statement] of Object.entries(auditTriggers)) {
    if (there.has(name)) continue;
    try {
      await knex.raw(statement);
    } catch (error) {
      if (forbidden.has(codeOf(error))) return false;
      throw error;
    }
  }
  return true;
}

/** The names of those that this user can see. */
export async function auditTriggersPresent(knex: Knex): Promise<ReadonlySet<string>> {
  const rows: Array<{ name: string }> = await knex('information_schema.TRIGGERS')
    .where('TRIGGER_SCHEMA', knex.raw('DATABASE()'))
    .where('EVENT_OBJECT_TABLE', 'audit_log')
    .select('TRIGGER_NAME AS name');
  return new Set(rows.map(({ name }) => name));
}

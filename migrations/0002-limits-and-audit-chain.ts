import type { Knex } from 'knex';
import { adoptUnchained, lockHead, moveHead } from '#audit/audit-chain';
import { protectAuditLog } from '#audit/audit-protection';
import { Database } from '#database/database';

/**
 * Limits on calls, and the chain of the audit log. Only adds: the version before goes on working meanwhile. Rows of the
 * audit log that it writes are chained by the next writer of this version (src/audit/audit-chain.ts).
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE customers
      ADD COLUMN do_not_call BOOLEAN NOT NULL DEFAULT FALSE,
      -- IANA; null where the shop did not say.
      ADD COLUMN time_zone VARCHAR(64) COLLATE ascii_bin NULL`);

  await knex.raw(`
    ALTER TABLE calls
      ADD COLUMN refusal VARCHAR(32) COLLATE ascii_bin NULL,
      -- Whether the audit log has it. The calls of before are not put there: nobody kept watch over them.
      ADD COLUMN audited BOOLEAN NOT NULL DEFAULT TRUE`);
  await knex.raw('ALTER TABLE calls ALTER COLUMN audited SET DEFAULT FALSE');
  // Calls missing in the audit log, oldest first; rarely more than the calls of one second.
  await knex.raw('ALTER TABLE calls ADD KEY calls_to_audit (audited, phase)');

  // One row for each wrong order number: who asked, and when. The text itself may be a telephone number and
  // is not kept.
  await knex.raw(`
    CREATE TABLE order_misses (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      extension VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
      at DATETIME(6) NOT NULL,
      manager_locked_until DATETIME(6) NULL,
      everybody_locked_until DATETIME(6) NULL,
      -- What still counts, and what no longer does.
      KEY order_misses_by_time (at)
    ) ${table}`);

  await knex.raw(`
    ALTER TABLE audit_log
      -- Its place in the chain, without gaps, from 1.
      ADD COLUMN seq BIGINT UNSIGNED NULL,
      ADD COLUMN previous_hash BINARY(32) NULL,
      ADD COLUMN hash BINARY(32) NULL,
      -- The chain in its order, and rows that are not in it yet.
      ADD UNIQUE KEY audit_log_by_seq (seq)`);

  // One row: the chain's end. Each append locks it.
  await knex.raw(`
    CREATE TABLE audit_chain (
      id TINYINT UNSIGNED NOT NULL PRIMARY KEY,
      seq BIGINT UNSIGNED NOT NULL,
      hash BINARY(32) NOT NULL
    ) ${table}`);
  await knex('audit_chain').insert({ id: 1, seq: 0, hash: Buffer.alloc(32) });

  const database = Database.of(knex);
  for (let more = true; more;) {
    more = await database.transaction(async (transaction) => {
      const head = await lockHead(transaction);
      const after = await adoptUnchained(transaction, head);
      await moveHead(transaction, after);
      return after.seq > head.seq;
    });
  }
  await protectAuditLog(database);
}

/** Drops the chain, and with it the proof that the audit log is unchanged. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TRIGGER IF EXISTS audit_log_no_update');
  await knex.raw('DROP TRIGGER IF EXISTS audit_log_no_delete');
  await knex.schema.dropTable('audit_chain');
  await knex.raw(
    'ALTER TABLE audit_log DROP KEY audit_log_by_seq, DROP COLUMN seq, DROP COLUMN previous_hash, DROP COLUMN hash',
  );
  await knex.schema.dropTable('order_misses');
  await knex.raw('ALTER TABLE calls DROP KEY calls_to_audit, DROP COLUMN refusal, DROP COLUMN audited');
  await knex.raw('ALTER TABLE customers DROP COLUMN do_not_call, DROP COLUMN time_zone');
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';

import type { Knex } from 'knex';

/**
 * The legs of calls, and which Star7 a call or an import belongs to. Only adds: the version before goes on working
 * meanwhile. What it has written, or writes until it is replaced, belongs to the node `main`, the name of an installation
 * that has given itself none: so the first start after the update ends what its predecessor left open.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE calls
      ADD COLUMN node VARCHAR(16) COLLATE ascii_bin NOT NULL DEFAULT 'main'`);
  await knex.raw(`
    ALTER TABLE imports
      ADD COLUMN node VARCHAR(16) COLLATE ascii_bin NOT NULL DEFAULT 'main'`);

  // Beside the two-party summary in `calls`: every leg, those of trunks that failed too. Calls of before have none.
  await knex.raw(`
    CREATE TABLE call_legs (
      call_id CHAR(36) COLLATE ascii_bin NOT NULL,
      -- In the order in which they began, from 1.
      nth SMALLINT UNSIGNED NOT NULL,
      -- manager, customer, courier, colleague.
      party VARCHAR(16) COLLATE ascii_bin NOT NULL,
      -- arrived, made.
      origin VARCHAR(16) COLLATE ascii_bin NOT NULL,
      attempt SMALLINT UNSIGNED NOT NULL,
      trunk VARCHAR(64) COLLATE utf8mb4_bin NULL,
      started_at DATETIME(6) NULL,
      ringing_at DATETIME(6) NULL,
      answered_at DATETIME(6) NULL,
      ended_at DATETIME(6) NULL,
      cause SMALLINT UNSIGNED NULL,
      sip_code SMALLINT UNSIGNED NULL,
      -- A call's legs, in order.
      PRIMARY KEY (call_id, nth),
      CONSTRAINT call_legs_call FOREIGN KEY (call_id) REFERENCES calls (id) ON DELETE CASCADE
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('call_legs');
  await knex.raw('ALTER TABLE imports DROP COLUMN node');
  await knex.raw('ALTER TABLE calls DROP COLUMN node');
}

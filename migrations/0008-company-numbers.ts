import type { Knex } from 'knex';

/**
 * What a call to one of the company's numbers does, and which managers can take it: their group, and whether they are away.
 * Only adds: the version before goes on working meanwhile.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE dids (
      -- E.164 without the plus; 'default' for the numbers that have no row of their own.
      did VARCHAR(16) COLLATE ascii_bin NOT NULL PRIMARY KEY,
      -- customers.
      purpose VARCHAR(16) COLLATE ascii_bin NOT NULL,
      label VARCHAR(100) NOT NULL,
      language VARCHAR(8) COLLATE ascii_bin NOT NULL,
      greeting VARCHAR(100) COLLATE ascii_bin NULL,
      -- wait, group, everybody.
      overflow VARCHAR(16) COLLATE ascii_bin NOT NULL,
      -- order-number, everybody, refuse.
      unknown_caller VARCHAR(16) COLLATE ascii_bin NOT NULL,
      -- amount, none.
      proof VARCHAR(16) COLLATE ascii_bin NOT NULL,
      -- call-back, announce.
      fallback VARCHAR(16) COLLATE ascii_bin NOT NULL,
      group_name VARCHAR(64) COLLATE utf8mb4_bin NULL,
      ring_seconds SMALLINT UNSIGNED NOT NULL,
      wait_seconds SMALLINT UNSIGNED NOT NULL,
      opening_hours VARCHAR(500) COLLATE ascii_bin NULL,
      time_zone VARCHAR(64) COLLATE ascii_bin NOT NULL,
      -- Local days, ["2027-01-01"].
      holidays JSON NOT NULL,
      changed_at DATETIME(6) NOT NULL,
      changed_by VARCHAR(100) NOT NULL
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci`);
  await knex.raw(`
    ALTER TABLE managers
      ADD COLUMN group_name VARCHAR(64) COLLATE utf8mb4_bin NULL,
      -- Null while the manager takes calls.
      ADD COLUMN away_since DATETIME(6) NULL`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE managers DROP COLUMN group_name, DROP COLUMN away_since');
  await knex.schema.dropTable('dids');
}

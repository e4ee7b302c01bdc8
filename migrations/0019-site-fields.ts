import type { Knex } from 'knex';

/**
 * Fields of orders that the site has defined and people fill in: each value is an entry of the order's history, the newest
 * counts. Only adds: the previous version goes on working meanwhile.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE order_entries
      -- Of a field that was filled in: its id, and its name as it was then.
      ADD COLUMN field VARCHAR(32) COLLATE ascii_bin NULL,
      ADD COLUMN field_name VARCHAR(100) NULL,
      -- Managers do not see the entry.
      ADD COLUMN overseers BOOLEAN NOT NULL DEFAULT FALSE,
      ADD KEY order_entries_by_field (order_id, field, id)`);
}

export async function down(knex: Knex): Promise<void> {
  // The previous version knows no such entries.
  await knex.raw(`DELETE FROM order_entries WHERE kind = 'field-changed'`);
  await knex.raw(`
    ALTER TABLE order_entries
      DROP KEY order_entries_by_field,
      DROP COLUMN overseers,
      DROP COLUMN field_name,
      DROP COLUMN field`);
}

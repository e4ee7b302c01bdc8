import type { Knex } from 'knex';

/**
 * What an outcome found, so that it can be taken back: where the order stood in the queue, and whether the customer's wish
 * not to be called began with it. Only adds, with defaults: the previous version goes on writing outcomes, which then
 * cannot be taken back.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE order_entries
      ADD COLUMN found_open BOOLEAN NULL,
      ADD COLUMN found_done BOOLEAN NULL,
      ADD COLUMN found_due_at DATETIME(6) NULL,
      ADD COLUMN found_outcome VARCHAR(32) COLLATE ascii_bin NULL,
      ADD COLUMN found_outcome_at DATETIME(6) NULL,
      ADD COLUMN set_do_not_call BOOLEAN NOT NULL DEFAULT FALSE`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE order_entries
      DROP COLUMN found_open,
      DROP COLUMN found_done,
      DROP COLUMN found_due_at,
      DROP COLUMN found_outcome,
      DROP COLUMN found_outcome_at,
      DROP COLUMN set_do_not_call`);
}

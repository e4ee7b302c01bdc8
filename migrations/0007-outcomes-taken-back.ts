import type { Knex } from 'knex';

/**
 * What an outcome found, so that it can be taken back: where the order stood in the queue; and the outcome with which the
 * customer's wish not to be called began. Only adds: the previous version goes on writing outcomes, which then cannot be
 * taken back.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE order_entries
      ADD COLUMN found_open BOOLEAN NULL,
      ADD COLUMN found_done BOOLEAN NULL,
      ADD COLUMN found_due_at DATETIME(6) NULL,
      ADD COLUMN found_outcome VARCHAR(32) COLLATE ascii_bin NULL,
      ADD COLUMN found_outcome_at DATETIME(6) NULL`);
  // Null where nobody wishes so, and as soon as anybody else has stated the wish: another outcome, the shop, the command.
  await knex.raw('ALTER TABLE customers ADD COLUMN do_not_call_entry BIGINT UNSIGNED NULL');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE order_entries
      DROP COLUMN found_open,
      DROP COLUMN found_done,
      DROP COLUMN found_due_at,
      DROP COLUMN found_outcome,
      DROP COLUMN found_outcome_at`);
  await knex.raw('ALTER TABLE customers DROP COLUMN do_not_call_entry');
}

import type { Knex } from 'knex';

/**
 * Customers who called and reached nobody are first on their manager's list; and the figures of managers' own calls are
 * read without those of callers. Only adds: the previous version goes on working meanwhile, with the indexes that it names.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE orders
      -- When the first call came in that reached nobody and has not been settled since; null if there is none.
      ADD COLUMN missed_at DATETIME(6) NULL,
      -- When the last of them came in.
      ADD COLUMN missed_last_at DATETIME(6) NULL,
      ADD COLUMN missed_calls SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      -- What became of them: a disposition.
      ADD COLUMN missed_as VARCHAR(32) COLLATE ascii_bin NULL,
      ADD KEY orders_missed (manager_id, missed_at, order_number),
      -- The other parts of the queue are without them.
      DROP KEY orders_queue,
      ADD KEY orders_queue (manager_id, done, due_at, order_number, missed_at)`);
  await knex.raw(`
    ALTER TABLE calls
      -- Reports count managers' calls apart from callers'.
      DROP KEY calls_in_numbers,
      ADD KEY calls_in_numbers
        (requested_at, direction, manager_id, manager_extension, disposition, talk_seconds),
      -- The first call to an order's customer.
      DROP KEY calls_of_order,
      ADD KEY calls_of_order (order_number, requested_at, id, direction, customer_started_at)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE calls
      DROP KEY calls_in_numbers,
      ADD KEY calls_in_numbers (requested_at, manager_id, manager_extension, disposition, talk_seconds),
      DROP KEY calls_of_order,
      ADD KEY calls_of_order (order_number, requested_at, id, customer_started_at)`);
  await knex.raw(`
    ALTER TABLE orders
      DROP KEY orders_missed,
      DROP KEY orders_queue,
      ADD KEY orders_queue (manager_id, done, due_at, order_number),
      DROP COLUMN missed_at,
      DROP COLUMN missed_last_at,
      DROP COLUMN missed_calls,
      DROP COLUMN missed_as`);
}

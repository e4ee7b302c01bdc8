import type { Knex } from 'knex';

/**
 * The whole shop beside the groups of the leak watch, customers who changed managers, and how many of a group's customers
 * bought. Only adds: the version before goes on working meanwhile.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE leak_runs
      -- Customers whose last order with a manager is of one who still works here; null: was not counted.
      ADD COLUMN with_manager INT UNSIGNED NULL`);
  await knex.raw(`
    ALTER TABLE leak_figures
      -- Customers with an order in the window; null: was not counted.
      ADD COLUMN bought INT UNSIGNED NULL`);

  // Purchases of all customers by week, as the last run read them.
  await knex.raw(`
    CREATE TABLE leak_shop_weeks (
      week_end DATE NOT NULL PRIMARY KEY,
      orders INT UNSIGNED NOT NULL
    ) ${table}`);

  // Customers of each manager who have another one than half a year before the last run.
  await knex.raw(`
    CREATE TABLE leak_hand_overs (
      group_key VARCHAR(64) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
      went INT UNSIGNED NOT NULL,
      came INT UNSIGNED NOT NULL,
      -- Nine of ten of them have changed since this week.
      since DATE NOT NULL
    ) ${table}`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('leak_hand_overs');
  await knex.schema.dropTable('leak_shop_weeks');
  await knex.raw('ALTER TABLE leak_figures DROP COLUMN bought');
  await knex.raw('ALTER TABLE leak_runs DROP COLUMN with_manager');
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';

import type { Knex } from 'knex';

/**
 * What an order holds beside customer and amount, orders without a manager or a telephone number, numbers of the shop that
 * Star7 has to write otherwise, what imports found, and the administrator's rules for imports.
 * Only adds: the previous version goes on working meanwhile, and does not see orders that nobody has yet.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE orders
      -- Null while nobody has the order: it waits in the pool.
      MODIFY COLUMN manager_id INT UNSIGNED NULL,
      -- As the shop writes it, where that is not its number here.
      ADD COLUMN stated_number VARCHAR(64) NULL,
      -- What a desk phone dials for a number with more than digits; null where the number is dialled itself, or where
      -- another order has these digits. Never the number of another order.
      ADD COLUMN dialled VARCHAR(32) COLLATE ascii_bin NULL,
      ADD UNIQUE KEY orders_by_dialled (dialled)`);
  await knex.raw(`
    CREATE TABLE order_details (
      order_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
      -- JSON; nobody asks the database for a part of it.
      details MEDIUMTEXT NOT NULL,
      -- Town and items, for the search.
      search_text VARCHAR(2000) NOT NULL,
      CONSTRAINT order_details_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE
    ) ${table}`);
  await knex.raw(`
    ALTER TABLE order_entries
      -- JSON: the site's checklist as a call left it.
      ADD COLUMN checklist TEXT NULL`);
  await knex.raw(`
    ALTER TABLE imports
      -- The file was tried, and nothing was written.
      ADD COLUMN dry_run BOOLEAN NOT NULL DEFAULT FALSE,
      -- JSON: how the file was read.
      ADD COLUMN findings MEDIUMTEXT NULL`);
  await knex.raw(`
    CREATE TABLE import_reports (
      import_id INT UNSIGNED NOT NULL,
      nth INT UNSIGNED NOT NULL,
      line INT UNSIGNED NOT NULL,
      rejected BOOLEAN NOT NULL,
      reason VARCHAR(40) COLLATE ascii_bin NOT NULL,
      column_name VARCHAR(100) NULL,
      -- Without numbers and addresses.
      cell VARCHAR(100) NULL,
      -- The rows of an import, in their order.
      PRIMARY KEY (import_id, nth),
      CONSTRAINT import_reports_import FOREIGN KEY (import_id) REFERENCES imports (id) ON DELETE CASCADE
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE order_rules (
      name VARCHAR(64) COLLATE ascii_bin NOT NULL PRIMARY KEY,
      -- JSON.
      body MEDIUMTEXT NOT NULL,
      changed_at DATETIME(6) NOT NULL,
      changed_by VARCHAR(100) NOT NULL
    ) ${table}`);
}

export async function down(knex: Knex): Promise<void> {
  for (const name of ['order_rules', 'import_reports', 'order_details']) await knex.schema.dropTable(name);
  await knex.raw('ALTER TABLE order_entries DROP COLUMN checklist');
  await knex.raw('ALTER TABLE imports DROP COLUMN dry_run, DROP COLUMN findings');
  // Before orders could wait for a manager, each had one.
  await knex.raw('DELETE FROM orders WHERE manager_id IS NULL');
  await knex.raw(`
    ALTER TABLE orders
      DROP KEY orders_by_dialled,
      DROP COLUMN dialled,
      DROP COLUMN stated_number,
      MODIFY COLUMN manager_id INT UNSIGNED NOT NULL`);
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';

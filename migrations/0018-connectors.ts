import type { Knex } from 'knex';

/** Shops whose orders Star7 fetches itself. Only adds: the previous version goes on working meanwhile. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE connectors (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      kind VARCHAR(32) COLLATE ascii_bin NOT NULL,
      name VARCHAR(100) NOT NULL,
      address VARCHAR(500) NOT NULL,
      enabled BOOLEAN NOT NULL,
      -- JSON: all other settings.
      settings MEDIUMTEXT NOT NULL,
      -- The keys to the shop and the secret of its webhooks. Null only within the transaction that adds the row.
      secret_ciphertext BLOB NULL,
      secret_nonce BINARY(12) NULL,
      secret_key_version INT UNSIGNED NULL,
      -- SHA-256 of the name by which the shop calls Star7.
      hook_hash BINARY(32) NOT NULL,
      changed_at DATETIME(6) NOT NULL,
      changed_by VARCHAR(100) NOT NULL,
      -- The latest change of an order that a whole pass has shown, in the shop's time.
      watermark DATETIME(6) NOT NULL,
      -- JSON: the pass that is going on; null between two.
      cycle TEXT NULL,
      -- When the last pass ended; null: one is due.
      polled_at DATETIME(6) NULL,
      -- When the first pass ended; null while it goes on.
      synced_at DATETIME(6) NULL,
      orders_read INT UNSIGNED NOT NULL DEFAULT 0,
      orders_total INT UNSIGNED NULL,
      reached_at DATETIME(6) NULL,
      failing_since DATETIME(6) NULL,
      fault VARCHAR(40) COLLATE ascii_bin NULL,
      failures INT UNSIGNED NOT NULL DEFAULT 0,
      retry_at DATETIME(6) NULL,
      -- The Star7 that works for this shop, by the database's clock; each lease has a number of its own.
      lease_node VARCHAR(64) COLLATE ascii_bin NULL,
      lease_until DATETIME(6) NULL,
      epoch INT UNSIGNED NOT NULL DEFAULT 0,
      -- Entries up to here were looked at for outcomes.
      outcomes_after BIGINT UNSIGNED NOT NULL DEFAULT 0,
      UNIQUE KEY connectors_by_hook (hook_hash)
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE connector_orders (
      connector_id INT UNSIGNED NOT NULL,
      shop_order_id VARCHAR(128) COLLATE ascii_bin NOT NULL,
      order_number VARCHAR(32) COLLATE ascii_bin NOT NULL,
      -- In the shop's time; null where the shop does not say.
      changed_at DATETIME(6) NULL,
      PRIMARY KEY (connector_id, shop_order_id),
      UNIQUE KEY connector_orders_by_number (order_number),
      CONSTRAINT connector_orders_connector FOREIGN KEY (connector_id) REFERENCES connectors (id) ON DELETE CASCADE
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE connector_hints (
      connector_id INT UNSIGNED NOT NULL,
      shop_order_id VARCHAR(128) COLLATE ascii_bin NOT NULL,
      received_at DATETIME(6) NOT NULL,
      due_at DATETIME(6) NOT NULL,
      tries SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      PRIMARY KEY (connector_id, shop_order_id),
      KEY connector_hints_due (connector_id, due_at),
      CONSTRAINT connector_hints_connector FOREIGN KEY (connector_id) REFERENCES connectors (id) ON DELETE CASCADE
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE connector_rejects (
      connector_id INT UNSIGNED NOT NULL,
      shop_order_id VARCHAR(128) COLLATE ascii_bin NOT NULL,
      reason VARCHAR(40) COLLATE ascii_bin NOT NULL,
      at DATETIME(6) NOT NULL,
      PRIMARY KEY (connector_id, shop_order_id),
      CONSTRAINT connector_rejects_connector FOREIGN KEY (connector_id) REFERENCES connectors (id) ON DELETE CASCADE
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE connector_outcomes (
      connector_id INT UNSIGNED NOT NULL,
      entry_id BIGINT UNSIGNED NOT NULL,
      shop_order_id VARCHAR(128) COLLATE ascii_bin NOT NULL,
      due_at DATETIME(6) NOT NULL,
      tries SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      -- The shop knows, or was told in vain for a day.
      done BOOLEAN NOT NULL DEFAULT FALSE,
      PRIMARY KEY (connector_id, entry_id),
      KEY connector_outcomes_due (connector_id, done, due_at),
      CONSTRAINT connector_outcomes_connector FOREIGN KEY (connector_id) REFERENCES connectors (id) ON DELETE CASCADE
    ) ${table}`);
}

export async function down(knex: Knex): Promise<void> {
  for (const name of [
    'connector_outcomes',
    'connector_rejects',
    'connector_hints',
    'connector_orders',
    'connectors',
  ]) {
    await knex.schema.dropTable(name);
  }
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';

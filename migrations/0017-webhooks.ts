import type { Knex } from 'knex';

/**
 * Addresses of the shop's programs that are told what became of orders and calls, and what is still to be told.
 * Only adds: the version before goes on working meanwhile.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE webhooks (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      url VARCHAR(500) COLLATE ascii_bin NOT NULL,
      -- Separated by spaces.
      topics VARCHAR(200) COLLATE ascii_bin NOT NULL,
      enabled BOOLEAN NOT NULL,
      -- What deliveries are signed with, sealed for its row.
      secret_ciphertext VARBINARY(255) NOT NULL,
      secret_nonce BINARY(12) NOT NULL,
      secret_key_version INT UNSIGNED NOT NULL,
      -- Its server asked to be left alone until then.
      resting_until DATETIME(6) NULL,
      last_delivered_at DATETIME(6) NULL,
      changed_at DATETIME(6) NOT NULL,
      changed_by VARCHAR(100) NOT NULL
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE webhook_deliveries (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      webhook_id INT UNSIGNED NOT NULL,
      -- The receiver tells repetitions by it.
      message_id VARCHAR(64) COLLATE ascii_bin NOT NULL,
      topic VARCHAR(32) COLLATE ascii_bin NOT NULL,
      order_number VARCHAR(32) COLLATE ascii_bin NOT NULL,
      -- JSON as it is sent: the signature is over these bytes. Holds nothing of a contact.
      body TEXT NOT NULL,
      created_at DATETIME(6) NOT NULL,
      -- All tries have failed: it waits for an administrator.
      dead BOOLEAN NOT NULL DEFAULT FALSE,
      attempts SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      -- When it is tried next; while it is being tried, when whoever tries it is taken for gone.
      due_at DATETIME(6) NOT NULL,
      -- Who tries it.
      lease CHAR(36) COLLATE ascii_bin NULL,
      fault VARCHAR(32) COLLATE ascii_bin NULL,
      status SMALLINT UNSIGNED NULL,
      failed_at DATETIME(6) NULL,
      UNIQUE KEY webhook_deliveries_once (webhook_id, message_id),
      KEY webhook_deliveries_due (dead, due_at),
      -- Those of one order, in their sequence.
      KEY webhook_deliveries_of_order (webhook_id, order_number, id),
      CONSTRAINT webhook_deliveries_webhook FOREIGN KEY (webhook_id) REFERENCES webhooks (id) ON DELETE CASCADE
    ) ${table}`);
}

export async function down(knex: Knex): Promise<void> {
  for (const name of ['webhook_deliveries', 'webhooks']) await knex.schema.dropTable(name);
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';

import type { Knex } from 'knex';

/** Couriers, who has which order on the way, and how couriers sign in. Only adds: the previous version goes on working meanwhile. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE couriers (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      -- What a courier keys in on a phone that is not the own one, and what imports name; no telephone number.
      courier_number VARCHAR(8) COLLATE ascii_bin NOT NULL,
      name VARCHAR(200) NOT NULL,
      company VARCHAR(100) NULL,
      language VARCHAR(8) COLLATE ascii_bin NOT NULL,
      -- Days of the week, \`mon,tue,fri\`.
      active_days VARCHAR(32) COLLATE ascii_bin NOT NULL,
      -- The own mobile, sealed; null until it is known.
      phone_ciphertext VARBINARY(320) NULL,
      phone_nonce BINARY(12) NULL,
      phone_key_version SMALLINT UNSIGNED NULL,
      phone_index BINARY(16) NULL,
      phone_index_key_version SMALLINT UNSIGNED NULL,
      -- Argon2id; null for a courier without a PIN.
      pin_hash VARCHAR(200) COLLATE ascii_bin NULL,
      created_at DATETIME(6) NOT NULL,
      disabled_at DATETIME(6) NULL,
      active_number VARCHAR(8) COLLATE ascii_bin
        AS (CASE WHEN disabled_at IS NULL THEN courier_number END) STORED,
      UNIQUE KEY couriers_by_active_number (active_number),
      -- The courier behind a caller's number.
      KEY couriers_by_phone (phone_index)
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE deliveries (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      order_id BIGINT UNSIGNED NOT NULL,
      courier_id INT UNSIGNED NOT NULL,
      handed_over_at DATETIME(6) NOT NULL,
      handed_over_by VARCHAR(100) NOT NULL,
      ended_at DATETIME(6) NULL,
      ended_by VARCHAR(100) NULL,
      -- delivered, handed-on, taken-back.
      ended_as VARCHAR(16) COLLATE ascii_bin NULL,
      active_order_id BIGINT UNSIGNED AS (CASE WHEN ended_at IS NULL THEN order_id END) STORED,
      -- An order is on its way with one courier.
      UNIQUE KEY deliveries_active (active_order_id),
      -- What a courier carries.
      KEY deliveries_of_courier (courier_id, ended_at, handed_over_at),
      CONSTRAINT deliveries_order FOREIGN KEY (order_id) REFERENCES orders (id),
      CONSTRAINT deliveries_courier FOREIGN KEY (courier_id) REFERENCES couriers (id)
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE courier_secrets (
      -- SHA-256 of a code that signs in once, or of a session.
      id_hash BINARY(32) NOT NULL PRIMARY KEY,
      courier_id INT UNSIGNED NOT NULL,
      -- code, session.
      kind VARCHAR(16) COLLATE ascii_bin NOT NULL,
      created_at DATETIME(6) NOT NULL,
      expires_at DATETIME(6) NOT NULL,
      KEY courier_secrets_by_end (expires_at),
      CONSTRAINT courier_secrets_courier FOREIGN KEY (courier_id) REFERENCES couriers (id)
    ) ${table}`);
  await knex.raw(`
    ALTER TABLE calls
      -- Who had the shop's side of the call instead of a manager.
      ADD COLUMN courier_id INT UNSIGNED NULL,
      ADD CONSTRAINT calls_courier FOREIGN KEY (courier_id) REFERENCES couriers (id)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'ALTER TABLE calls DROP FOREIGN KEY calls_courier, DROP KEY calls_courier, DROP COLUMN courier_id',
  );
  await knex.schema.dropTable('courier_secrets');
  await knex.schema.dropTable('deliveries');
  await knex.schema.dropTable('couriers');
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';

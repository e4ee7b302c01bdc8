import type { Knex } from 'knex';

/**
 * Decoys of the leak watch: the company's own numbers that they have, which invented customers were planted in which channel,
 * who called them, and who has said that the staff was told. That an order is a decoy's is known here alone: no column of the orders
 * says so. Only adds: the previous version goes on working meanwhile, and puts callers of decoys through like others.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE decoy_notices (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      -- SHA-256 of the text that was accepted, in all languages.
      text_hash BINARY(32) NOT NULL,
      accepted_by VARCHAR(100) NOT NULL,
      accepted_at DATETIME(6) NOT NULL
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE decoy_numbers (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      -- decoy; control: given to nobody, to measure who calls anyway.
      purpose VARCHAR(16) COLLATE ascii_bin NOT NULL,
      label VARCHAR(100) NOT NULL,
      -- Null only within the transaction that adds the row.
      phone_ciphertext VARBINARY(320) NULL,
      phone_nonce BINARY(12) NULL,
      phone_key_version SMALLINT UNSIGNED NULL,
      phone_index BINARY(16) NULL,
      phone_index_key_version SMALLINT UNSIGNED NULL,
      entered_by VARCHAR(100) NOT NULL,
      entered_at DATETIME(6) NOT NULL,
      UNIQUE KEY decoy_numbers_by_phone (phone_index)
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE decoy_addresses (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      town VARCHAR(100) NOT NULL,
      address VARCHAR(300) NOT NULL,
      entered_by VARCHAR(100) NOT NULL,
      entered_at DATETIME(6) NOT NULL
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE decoys (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      -- manager, export, import, courier, shop, backup.
      channel VARCHAR(16) COLLATE ascii_bin NOT NULL,
      channel_key VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
      number_id INT UNSIGNED NOT NULL,
      name VARCHAR(200) NOT NULL,
      address_id INT UNSIGNED NULL,
      planted_by VARCHAR(100) NOT NULL,
      planted_at DATETIME(6) NOT NULL,
      retired_at DATETIME(6) NULL,
      live_number INT UNSIGNED AS (CASE WHEN retired_at IS NULL THEN number_id END) STORED,
      -- A number is planted in one place at a time, so that a call to it speaks for one channel.
      UNIQUE KEY decoys_by_live_number (live_number),
      KEY decoys_of_channel (channel, channel_key),
      CONSTRAINT decoys_number FOREIGN KEY (number_id) REFERENCES decoy_numbers (id),
      CONSTRAINT decoys_address FOREIGN KEY (address_id) REFERENCES decoy_addresses (id)
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE decoy_orders (
      order_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
      decoy_id INT UNSIGNED NOT NULL,
      CONSTRAINT decoy_orders_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
      CONSTRAINT decoy_orders_decoy FOREIGN KEY (decoy_id) REFERENCES decoys (id)
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE decoy_hits (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      number_id INT UNSIGNED NOT NULL,
      -- Null for a control number, and for one that is not planted.
      decoy_id INT UNSIGNED NULL,
      at DATETIME(6) NOT NULL,
      -- silent, answered, offered, named.
      class VARCHAR(16) COLLATE ascii_bin NOT NULL,
      ring_seconds SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      -- How long the line was open, and for how long somebody spoke.
      open_seconds SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      spoken_seconds SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      -- How many keys were pressed: what they were may be a number.
      digits SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      -- The caller's; null if withheld.
      phone_ciphertext VARBINARY(320) NULL,
      phone_nonce BINARY(12) NULL,
      phone_key_version SMALLINT UNSIGNED NULL,
      phone_index BINARY(16) NULL,
      phone_index_key_version SMALLINT UNSIGNED NULL,
      -- The person who said what it was.
      judged_by VARCHAR(100) NULL,
      judged_at DATETIME(6) NULL,
      KEY decoy_hits_of_number (number_id, at),
      KEY decoy_hits_of_decoy (decoy_id),
      KEY decoy_hits_by_caller (phone_index),
      CONSTRAINT decoy_hits_number FOREIGN KEY (number_id) REFERENCES decoy_numbers (id),
      CONSTRAINT decoy_hits_decoy FOREIGN KEY (decoy_id) REFERENCES decoys (id)
    ) ${table}`);
}

export async function down(knex: Knex): Promise<void> {
  for (const name of [
    'decoy_hits',
    'decoy_orders',
    'decoys',
    'decoy_addresses',
    'decoy_numbers',
    'decoy_notices',
  ]) {
    await knex.schema.dropTable(name);
  }
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';

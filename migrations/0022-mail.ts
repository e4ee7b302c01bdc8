import type { Knex } from 'knex';

/** Mails between managers and customers of orders. Only adds: the previous version goes on working meanwhile. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE mail_threads (
      order_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
      -- Of the address that the order's customer writes to.
      token CHAR(16) COLLATE ascii_bin NOT NULL,
      -- When the order was last seen open: its address lives for some days longer.
      seen_open_at DATETIME(6) NOT NULL,
      UNIQUE KEY mail_threads_by_token (token),
      CONSTRAINT mail_threads_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE mails (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      order_id BIGINT UNSIGNED NOT NULL,
      -- Of its own Message-ID and of the address that bounces go to.
      token CHAR(16) COLLATE ascii_bin NOT NULL,
      direction VARCHAR(8) COLLATE ascii_bin NOT NULL,
      kind VARCHAR(16) COLLATE ascii_bin NOT NULL,
      state VARCHAR(16) COLLATE ascii_bin NOT NULL,
      fault VARCHAR(32) COLLATE ascii_bin NULL,
      -- Who wrote it, as in the audit log; null for customers and for Star7 itself.
      author VARCHAR(100) NULL,
      at DATETIME(6) NOT NULL,
      read_at DATETIME(6) NULL,
      -- From the order's own address.
      sender_known BOOLEAN NOT NULL DEFAULT FALSE,
      spam BOOLEAN NOT NULL DEFAULT FALSE,
      hidden SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      -- Reasons, separated by spaces.
      refused VARCHAR(4000) COLLATE ascii_bin NOT NULL DEFAULT '',
      pictures TINYINT UNSIGNED NOT NULL DEFAULT 0,
      -- JSON: subject, text, and Message-IDs of its sender's side.
      text_ciphertext MEDIUMBLOB NOT NULL,
      text_nonce BINARY(12) NOT NULL,
      text_key_version INT UNSIGNED NOT NULL,
      -- SHA-256 of what tells a repetition: the sender's Message-ID, or the key of a request.
      once_hash BINARY(32) NULL,
      -- SHA-256 of what the request asked for.
      request_hash BINARY(32) NULL,
      -- When it is sent next; while it is being sent, when whoever sends it is taken for gone. Null: not to be sent.
      due_at DATETIME(6) NULL,
      attempts SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      lease CHAR(36) COLLATE ascii_bin NULL,
      UNIQUE KEY mails_by_token (token),
      -- A repetition, and the thread of an order.
      UNIQUE KEY mails_once (order_id, once_hash),
      KEY mails_of_order (order_id, at, id),
      KEY mails_due (due_at),
      CONSTRAINT mails_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE mail_pictures (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      mail_id BIGINT UNSIGNED NOT NULL,
      nth TINYINT UNSIGNED NOT NULL,
      type VARCHAR(16) COLLATE ascii_bin NOT NULL,
      text_ciphertext MEDIUMBLOB NOT NULL,
      text_nonce BINARY(12) NOT NULL,
      text_key_version INT UNSIGNED NOT NULL,
      UNIQUE KEY mail_pictures_of_mail (mail_id, nth),
      CONSTRAINT mail_pictures_mail FOREIGN KEY (mail_id) REFERENCES mails (id) ON DELETE CASCADE
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE mail_drafts (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      order_id BIGINT UNSIGNED NOT NULL,
      author VARCHAR(100) NOT NULL,
      changed_at DATETIME(6) NOT NULL,
      text_ciphertext MEDIUMBLOB NOT NULL,
      text_nonce BINARY(12) NOT NULL,
      text_key_version INT UNSIGNED NOT NULL,
      UNIQUE KEY mail_drafts_of_author (order_id, author),
      CONSTRAINT mail_drafts_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE
    ) ${table}`);
}

export async function down(knex: Knex): Promise<void> {
  for (const name of ['mail_drafts', 'mail_pictures', 'mails', 'mail_threads']) {
    await knex.schema.dropTable(name);
  }
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';

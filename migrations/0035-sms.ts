import type { Knex } from 'knex';

/** SMS as a second way of the threads of orders. Only adds: the previous version goes on working meanwhile. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE mails
      ADD transport VARCHAR(8) COLLATE ascii_bin NOT NULL DEFAULT 'mail',
      -- Of an SMS; 0 of a mail.
      ADD parts TINYINT UNSIGNED NOT NULL DEFAULT 0,
      -- It may have arrived twice.
      ADD repeated BOOLEAN NOT NULL DEFAULT FALSE,
      -- As due_at, of mails with a link that confirms an address: a previous version would send those without it.
      ADD confirm_due_at DATETIME(6) NULL,
      ADD KEY mails_confirm_due (confirm_due_at)`);
  await knex.raw(`
    ALTER TABLE mail_threads
      -- Of the customer's address that has the token: after a change there is another one.
      ADD point_id BIGINT UNSIGNED NULL`);
  await knex.raw(
    'UPDATE mail_threads AS t JOIN orders AS o ON o.id = t.order_id SET t.point_id = o.email_point_id',
  );
  await knex.raw(`
    CREATE TABLE mail_former_aliases (
      token CHAR(16) COLLATE ascii_bin NOT NULL PRIMARY KEY,
      order_id BIGINT UNSIGNED NOT NULL,
      KEY mail_former_aliases_of_order (order_id),
      CONSTRAINT mail_former_aliases_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE
    ) ${table}`);
  // Apart from mails.due_at: a previous version would send what is due there as mails.
  await knex.raw(`
    CREATE TABLE sms_outbox (
      mail_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
      -- The number or name that the customer sees: answers come to it.
      sender VARCHAR(20) COLLATE ascii_bin NOT NULL,
      -- Whom it went to; null until then.
      point_id BIGINT UNSIGNED NULL,
      -- As mails.due_at.
      due_at DATETIME(6) NULL,
      attempts SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      lease CHAR(36) COLLATE ascii_bin NULL,
      -- A part is with the provider, and its answer is not here yet.
      asking BOOLEAN NOT NULL DEFAULT FALSE,
      -- How often the answer did not come.
      unanswered TINYINT UNSIGNED NOT NULL DEFAULT 0,
      KEY sms_outbox_due (due_at),
      KEY sms_outbox_by_point (point_id, sender),
      CONSTRAINT sms_outbox_mail FOREIGN KEY (mail_id) REFERENCES mails (id) ON DELETE CASCADE
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE sms_parts (
      mail_id BIGINT UNSIGNED NOT NULL,
      -- From 1.
      nth TINYINT UNSIGNED NOT NULL,
      -- The provider's name of it: what receipts say.
      message_id VARCHAR(64) COLLATE ascii_bin NOT NULL,
      delivered BOOLEAN NOT NULL DEFAULT FALSE,
      PRIMARY KEY (mail_id, nth),
      KEY sms_parts_by_message (message_id),
      CONSTRAINT sms_parts_mail FOREIGN KEY (mail_id) REFERENCES mails (id) ON DELETE CASCADE
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE sms_inbox (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      at DATETIME(6) NOT NULL,
      -- Keyed hash of sender, recipient and reference: parts of one message have the same.
      message_hash BINARY(16) NOT NULL,
      total TINYINT UNSIGNED NOT NULL,
      nth TINYINT UNSIGNED NOT NULL,
      -- When it is looked at although parts are missing, or once more; null: it could not be taken, and is set aside.
      due_at DATETIME(6) NULL,
      -- Those that failed.
      tries TINYINT UNSIGNED NOT NULL DEFAULT 0,
      -- JSON: who sent it, to which number, and what, as it came. A whole message (message_payload) may have 64 KiB, in two digits each.
      text_ciphertext MEDIUMBLOB NOT NULL,
      text_nonce BINARY(12) NOT NULL,
      text_key_version INT UNSIGNED NOT NULL,
      KEY sms_inbox_of_message (message_hash, at),
      KEY sms_inbox_due (due_at)
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE sms_taken (
      -- Parts that were joined a moment ago: given once more they are no message of their own.
      message_hash BINARY(16) NOT NULL,
      nth TINYINT UNSIGNED NOT NULL,
      at DATETIME(6) NOT NULL,
      PRIMARY KEY (message_hash, nth),
      KEY sms_taken_by_time (at)
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE sms_strangers (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      at DATETIME(6) NOT NULL,
      -- Why it is at no order.
      reason VARCHAR(16) COLLATE ascii_bin NOT NULL,
      hidden SMALLINT UNSIGNED NOT NULL,
      -- Tells a repetition.
      once_hash BINARY(16) NOT NULL,
      -- Redacted. The number is not kept.
      text_ciphertext MEDIUMBLOB NOT NULL,
      text_nonce BINARY(12) NOT NULL,
      text_key_version INT UNSIGNED NOT NULL,
      UNIQUE KEY sms_strangers_once (once_hash),
      KEY sms_strangers_by_time (at, id)
    ) ${table}`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE mail_threads DROP COLUMN point_id');
  for (const name of [
    'mail_former_aliases',
    'sms_strangers',
    'sms_taken',
    'sms_inbox',
    'sms_parts',
    'sms_outbox',
  ]) {
    await knex.schema.dropTable(name);
  }
  await knex.raw(
    'ALTER TABLE mails DROP COLUMN confirm_due_at, DROP COLUMN repeated, DROP COLUMN parts, DROP COLUMN transport',
  );
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';

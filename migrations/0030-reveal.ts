import type { Knex } from 'knex';

/**
 * Revealing what is hidden: who may ask, what was asked for, and originals of mails; mails deleted on request.
 * Only adds: the previous version goes on working meanwhile.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE reveal_persons (
      account_id INT UNSIGNED NOT NULL PRIMARY KEY,
      named_by VARCHAR(100) NOT NULL,
      named_at DATETIME(6) NOT NULL,
      CONSTRAINT reveal_persons_account FOREIGN KEY (account_id) REFERENCES accounts (id)
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE reveals (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      order_id BIGINT UNSIGNED NOT NULL,
      -- A slot of the order, email, or mail.
      what VARCHAR(16) COLLATE ascii_bin NOT NULL,
      -- Null but for what mail, and where the mail was deleted since.
      mail_id BIGINT UNSIGNED NULL,
      reason VARCHAR(32) COLLATE ascii_bin NOT NULL,
      -- Redacted.
      note VARCHAR(500) NOT NULL,
      asked_by INT UNSIGNED NOT NULL,
      asked_at DATETIME(6) NOT NULL,
      approved BOOLEAN NULL,
      -- As in the audit log.
      decided_by VARCHAR(100) NULL,
      decided_at DATETIME(6) NULL,
      shown_at DATETIME(6) NULL,
      -- Those of a day.
      KEY reveals_by_time (asked_at),
      KEY reveals_of_person (asked_by, asked_at),
      CONSTRAINT reveals_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
      CONSTRAINT reveals_mail FOREIGN KEY (mail_id) REFERENCES mails (id) ON DELETE SET NULL,
      CONSTRAINT reveals_person FOREIGN KEY (asked_by) REFERENCES accounts (id)
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE mail_originals (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      mail_id BIGINT UNSIGNED NOT NULL,
      kept_at DATETIME(6) NOT NULL,
      -- JSON: sender, subject, text as they came, and the whole mail, packed.
      text_ciphertext LONGBLOB NOT NULL,
      text_nonce BINARY(12) NOT NULL,
      text_key_version INT UNSIGNED NOT NULL,
      UNIQUE KEY mail_originals_of_mail (mail_id),
      -- Old ones go.
      KEY mail_originals_by_time (kept_at),
      CONSTRAINT mail_originals_mail FOREIGN KEY (mail_id) REFERENCES mails (id) ON DELETE CASCADE
    ) ${table}`);
  await knex.raw(`
    ALTER TABLE mail_threads
      -- When all that was written until then was deleted because the customer asked for it.
      ADD forgotten_at DATETIME(6) NULL`);
  // Old ones go, of all orders.
  await knex.raw('ALTER TABLE mails ADD KEY mails_by_time (at, id)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE mails DROP KEY mails_by_time');
  await knex.raw('ALTER TABLE mail_threads DROP COLUMN forgotten_at');
  for (const name of ['mail_originals', 'reveals', 'reveal_persons']) {
    await knex.schema.dropTable(name);
  }
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';

import type { Knex } from 'knex';

/**
 * Managers' own mail programs: who may use one, its token, the addresses of orders that managers write to, and copies of customers' mails.
 * Only adds: the previous version goes on working meanwhile.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE mail_programs (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      manager_id INT UNSIGNED NOT NULL,
      allowed_at DATETIME(6) NOT NULL,
      -- SHA-256 of the token; null until one was made.
      token_hash BINARY(32) NULL,
      token_made_at DATETIME(6) NULL,
      token_used_at DATETIME(6) NULL,
      -- The manager's own mailbox, which gets copies; null for none.
      text_ciphertext VARBINARY(600) NULL,
      text_nonce BINARY(12) NULL,
      text_key_version INT UNSIGNED NULL,
      -- Mails since then are copied.
      copies_since DATETIME(6) NULL,
      UNIQUE KEY mail_programs_of_manager (manager_id),
      UNIQUE KEY mail_programs_by_token (token_hash),
      CONSTRAINT mail_programs_manager FOREIGN KEY (manager_id) REFERENCES managers (id) ON DELETE CASCADE
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE mail_program_aliases (
      -- Of the address that the manager writes to for the order.
      token CHAR(16) COLLATE ascii_bin NOT NULL PRIMARY KEY,
      order_id BIGINT UNSIGNED NOT NULL,
      manager_id INT UNSIGNED NOT NULL,
      UNIQUE KEY mail_program_aliases_of_order (order_id, manager_id),
      CONSTRAINT mail_program_aliases_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
      CONSTRAINT mail_program_aliases_manager FOREIGN KEY (manager_id) REFERENCES managers (id) ON DELETE CASCADE
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE mail_copies (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      mail_id BIGINT UNSIGNED NOT NULL,
      program_id INT UNSIGNED NOT NULL,
      -- Of its own Message-ID and of the address that bounces go to.
      token CHAR(16) COLLATE ascii_bin NOT NULL,
      state VARCHAR(16) COLLATE ascii_bin NOT NULL,
      fault VARCHAR(32) COLLATE ascii_bin NULL,
      at DATETIME(6) NOT NULL,
      -- As of mails.
      due_at DATETIME(6) NULL,
      attempts SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      lease CHAR(36) COLLATE ascii_bin NULL,
      UNIQUE KEY mail_copies_by_token (token),
      UNIQUE KEY mail_copies_of_mail (mail_id, program_id),
      KEY mail_copies_due (due_at),
      KEY mail_copies_of_program (program_id, state, at),
      CONSTRAINT mail_copies_mail FOREIGN KEY (mail_id) REFERENCES mails (id) ON DELETE CASCADE,
      CONSTRAINT mail_copies_program FOREIGN KEY (program_id) REFERENCES mail_programs (id) ON DELETE CASCADE
    ) ${table}`);
  await knex.raw(`
    ALTER TABLE mails
      -- It came from the manager's own mail program.
      ADD submitted BOOLEAN NOT NULL DEFAULT FALSE`);
}

export async function down(knex: Knex): Promise<void> {
  for (const name of ['mail_copies', 'mail_program_aliases', 'mail_programs']) {
    await knex.schema.dropTable(name);
  }
  await knex.raw('ALTER TABLE mails DROP COLUMN submitted');
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';

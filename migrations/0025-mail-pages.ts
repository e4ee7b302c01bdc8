import type { Knex } from 'knex';

/** Who read a mail, unread ones in the work list, and templates. Only adds: the previous version goes on working meanwhile. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE mails
      -- As in the audit log, with read_at.
      ADD read_by VARCHAR(100) NULL,
      -- Unread ones, of an order and of all.
      ADD KEY mails_unread (direction, read_at, order_id, at)`);
  await knex.raw(`
    CREATE TABLE mail_templates (
      slug VARCHAR(16) COLLATE ascii_bin NOT NULL,
      language CHAR(2) COLLATE ascii_bin NOT NULL,
      subject VARCHAR(200) NOT NULL,
      text TEXT NOT NULL,
      changed_at DATETIME(6) NOT NULL,
      -- As in the audit log.
      changed_by VARCHAR(100) NOT NULL,
      PRIMARY KEY (slug, language)
    ) ${table}`);
  await knex.raw(`
    CREATE TABLE mail_tests (
      token CHAR(16) COLLATE ascii_bin NOT NULL PRIMARY KEY,
      sent_at DATETIME(6) NOT NULL,
      arrived_at DATETIME(6) NULL,
      -- What a filter before Star7 says of it: methods and results.
      authentication VARCHAR(200) COLLATE ascii_bin NOT NULL DEFAULT ''
    ) ${table}`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mail_tests');
  await knex.schema.dropTable('mail_templates');
  await knex.raw('ALTER TABLE mails DROP KEY mails_unread, DROP COLUMN read_by');
}

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci';

import type { Knex } from 'knex';

/** Managers whose phone is a page. Only adds: the previous version goes on working meanwhile. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE page_phones (
      -- The PJSIP endpoint, another one each time that a manager goes on duty.
      endpoint VARCHAR(80) COLLATE ascii_bin NOT NULL PRIMARY KEY,
      extension VARCHAR(32) COLLATE ascii_bin NOT NULL,
      -- As in sessions. Not a foreign key: the end of a session is noticed, and then the PBX forgets the endpoint first.
      session_hash BINARY(32) NOT NULL,
      node VARCHAR(64) COLLATE ascii_bin NOT NULL,
      created_at DATETIME(6) NOT NULL,
      UNIQUE KEY page_phones_by_extension (node, extension),
      UNIQUE KEY page_phones_by_session (node, session_hash)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('page_phones');
}

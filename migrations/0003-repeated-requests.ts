import type { Knex } from 'knex';

/**
 * Idempotency keys of requests that found a call already in progress (a double click): each refers to that
 * call from then on, as a call's first key does in `calls`. Only adds.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE repeated_requests (
      manager_extension VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
      -- SHA-256 of what the program sent.
      idempotency_hash BINARY(32) NOT NULL,
      -- Without a foreign key: the call's own row may still be on its way.
      call_id CHAR(36) COLLATE ascii_bin NOT NULL,
      -- A repeated request.
      PRIMARY KEY (manager_extension, idempotency_hash)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('repeated_requests');
}

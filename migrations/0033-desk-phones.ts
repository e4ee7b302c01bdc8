import type { Knex } from 'knex';

/** Desk phones that Star7 sets up: links to their files, and what they register with. Only adds. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE desk_phones (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      node VARCHAR(64) COLLATE ascii_bin NOT NULL,
      manager_id INT UNSIGNED NOT NULL,
      -- As when the link was made: a manager who has another one since is not reached by this phone.
      extension VARCHAR(32) COLLATE ascii_bin NOT NULL,
      make VARCHAR(16) COLLATE ascii_bin NOT NULL,
      -- Twelve digits: the file's name goes by it.
      mac CHAR(12) COLLATE ascii_bin NOT NULL,
      -- SHA-256 of what is in the link; NULL once the file was fetched.
      link_hash BINARY(32) NULL,
      link_expires_at DATETIME(6) NULL,
      -- The PJSIP endpoint; NULL until the file was fetched.
      endpoint VARCHAR(80) COLLATE ascii_bin NULL,
      secret_ciphertext VARBINARY(320) NULL,
      secret_nonce BINARY(12) NULL,
      secret_key_version SMALLINT UNSIGNED NULL,
      created_at DATETIME(6) NOT NULL,
      fetched_at DATETIME(6) NULL,
      UNIQUE KEY desk_phones_by_link (link_hash),
      UNIQUE KEY desk_phones_by_endpoint (endpoint),
      KEY desk_phones_by_manager (manager_id),
      KEY desk_phones_by_key (secret_key_version)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('desk_phones');
}

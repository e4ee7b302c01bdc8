import type { Knex } from 'knex';

/** Where managers' calls ring, and why and until when a manager is away. Only adds: the version before goes on working meanwhile. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE managers
      ADD COLUMN away_reason VARCHAR(16) COLLATE ascii_bin NULL,
      -- The break ends then; NULL: when somebody says so.
      ADD COLUMN away_until DATETIME(6) NULL,
      -- Kinds of devices, by commas: 'page,desk'. NULL: the page while it is on duty, else the desk phone.
      ADD COLUMN reach VARCHAR(32) COLLATE ascii_bin NULL,
      -- The own mobile, sealed; null until it is known.
      ADD COLUMN phone_ciphertext VARBINARY(320) NULL,
      ADD COLUMN phone_nonce BINARY(12) NULL,
      ADD COLUMN phone_key_version SMALLINT UNSIGNED NULL,
      ADD COLUMN phone_index BINARY(16) NULL,
      ADD COLUMN phone_index_key_version SMALLINT UNSIGNED NULL`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE managers
      DROP COLUMN away_reason, DROP COLUMN away_until, DROP COLUMN reach, DROP COLUMN phone_ciphertext,
      DROP COLUMN phone_nonce, DROP COLUMN phone_key_version, DROP COLUMN phone_index,
      DROP COLUMN phone_index_key_version`);
}

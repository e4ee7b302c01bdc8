import type { Knex } from 'knex';

/** A manager's own mobile is confirmed, and can call in with a PIN. Only adds. Mobiles that are known already count as not confirmed. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE managers
      -- Somebody who answered it read out the code that Star7 said. NULL: it does not ring, and cannot call in.
      ADD COLUMN phone_proved_at DATETIME(6) NULL,
      -- Argon2id; NULL: no PIN.
      ADD COLUMN pin_hash VARCHAR(255) COLLATE ascii_bin NULL`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE managers DROP COLUMN phone_proved_at, DROP COLUMN pin_hash`);
}

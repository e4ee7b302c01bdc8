import type { Knex } from 'knex';

/**
 * Customers are passed on to colleagues: which managers had them, from when and how long, and who
 * was lost on the way. Only adds: the previous version goes
 * on working meanwhile.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE call_legs
      -- From when the manager of this leg had a customer who was passed on; null for all other legs.
      ADD COLUMN had_from DATETIME(6) NULL,
      -- Seconds until they passed the customer on, or the conversation ended: together those of the call.
      ADD COLUMN had_seconds INT UNSIGNED NULL,
      -- Reports find the few calls that were passed on.
      ADD KEY call_legs_had (had_from, call_id)`);
  await knex.raw(`
    ALTER TABLE calls
      -- The customer was being passed on at the end, and nobody took them: as missed as one who reached nobody.
      ADD COLUMN untaken BOOLEAN NOT NULL DEFAULT FALSE`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE calls DROP COLUMN untaken');
  await knex.raw(`
    ALTER TABLE call_legs
      DROP KEY call_legs_had,
      DROP COLUMN had_from,
      DROP COLUMN had_seconds`);
}

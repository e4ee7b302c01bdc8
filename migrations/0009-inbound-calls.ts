import type { Knex } from 'knex';

/** Calls to the company's numbers, and whose phone a leg was. Only adds: the version before goes on working meanwhile. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE calls
      -- The company's number that was called; null unless the call is inbound.
      ADD COLUMN did VARCHAR(20) COLLATE ascii_bin NULL,
      -- Inbound calls: how long callers waited, and what became of them.
      ADD KEY calls_inbound (direction, requested_at)`);
  await knex.raw(`
    ALTER TABLE call_legs
      -- The phone's, where the leg is a phone of the shop.
      ADD COLUMN extension VARCHAR(64) COLLATE utf8mb4_bin NULL`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE call_legs DROP COLUMN extension');
  await knex.raw('ALTER TABLE calls DROP KEY calls_inbound, DROP COLUMN did');
}

import type { Knex } from 'knex';

/** Who agreed to name a case's group in reports. Only adds: the version before goes on working meanwhile. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE leak_cases
      ADD COLUMN named_by VARCHAR(100) NULL,
      -- The second person; from then on reports name it.
      ADD COLUMN named_also_by VARCHAR(100) NULL`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE leak_cases DROP COLUMN named_by, DROP COLUMN named_also_by');
}

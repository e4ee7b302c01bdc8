import type { Knex } from 'knex';

/**
 * Extensions behind a switchboard; and which of the company's numbers let callers change their own number. Only adds: the
 * previous version goes on working meanwhile, and reads a number with an extension as one that it cannot call.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE contact_points
      -- Of a number with an extension: the keyed hash of the number alone; blind_index is that of both. Null for others.
      ADD COLUMN base_index BINARY(16) NULL,
      -- By which callers are found: whatever extension they are behind, they call from the number.
      ADD COLUMN number_index BINARY(16) AS (COALESCE(base_index, blind_index)) STORED,
      ADD KEY contact_points_by_number (number_index)`);
  await knex.raw('ALTER TABLE dids ADD COLUMN changes_number BOOLEAN NOT NULL DEFAULT FALSE');
}

/** Fails where a number has an extension: the previous version would call what it cannot read. */
export async function down(knex: Knex): Promise<void> {
  const [rows] = (await knex.raw('SELECT id FROM contact_points WHERE base_index IS NOT NULL LIMIT 1')) as [
    unknown[],
    unknown,
  ];
  if (rows.length > 0)
    throw new Error('There are numbers with extensions, which the previous version does not know.');
  await knex.raw('ALTER TABLE dids DROP COLUMN changes_number');
  await knex.raw(`
    ALTER TABLE contact_points
      DROP KEY contact_points_by_number,
      DROP COLUMN number_index,
      DROP COLUMN base_index`);
}

import type { Knex } from 'knex';

/**
 * A number that somebody typed has a row of its own, even where the shop has stated the same number for the same customer:
 * whether the two are equal then shows nowhere (docs/decisions.md, 48). Only adds: the version before goes on working
 * meanwhile.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE contact_points
      ADD COLUMN apart_id BIGINT UNSIGNED AS (CASE WHEN typed THEN id ELSE 0 END) STORED,
      DROP KEY contact_points_of_customer,
      -- One row for one number that the shop stated of a customer in one slot; any number of typed ones.
      ADD UNIQUE KEY contact_points_of_customer (customer_id, slot, kind, blind_index, apart_id)`);
}

/** Fails where a number was typed that the customer had already: such rows must not be merged. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE contact_points
      DROP KEY contact_points_of_customer,
      ADD UNIQUE KEY contact_points_of_customer (customer_id, slot, kind, blind_index)`);
  await knex.raw('ALTER TABLE contact_points DROP COLUMN apart_id');
}

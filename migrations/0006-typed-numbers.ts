import type { Knex } from 'knex';

/**
 * A number that somebody typed has a row of its own, even where the shop has stated the same number for the same customer:
 * whether the two are equal then shows nowhere (docs/decisions.md, 48). The row names what the shop had stated in its place.
 * Only adds: the version before goes on working meanwhile.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE contact_points
      ADD COLUMN apart_id BIGINT UNSIGNED AS (CASE WHEN typed THEN id ELSE 0 END) STORED,
      -- Of a typed number: the point that the shop had stated in the slot before anybody typed there.
      ADD COLUMN stated_id BIGINT UNSIGNED NULL,
      DROP KEY contact_points_of_customer,
      -- One row for one number that the shop stated of a customer in one slot; any number of typed ones.
      ADD UNIQUE KEY contact_points_of_customer (customer_id, slot, kind, blind_index, apart_id)`);
  await knex.raw(`
    UPDATE contact_points AS typed
      JOIN (SELECT new_point_id, MIN(old_point_id) AS before_id FROM order_entries
             WHERE kind = 'contact-changed' GROUP BY new_point_id) AS changed ON changed.new_point_id = typed.id
       SET typed.stated_id = changed.before_id
     WHERE typed.typed`);
  // Corrections of corrections, from the first to the last: nobody has made many of one number.
  for (let nth = 0; nth < 50; nth += 1) {
    const [result] = (await knex.raw(`
      UPDATE contact_points AS later JOIN contact_points AS earlier ON earlier.id = later.stated_id
         SET later.stated_id = earlier.stated_id
       WHERE later.typed AND earlier.typed`)) as [{ changedRows: number }, unknown];
    if (result.changedRows === 0) break;
  }
}

/** Fails where a number was typed that the customer had already: such rows must not be merged. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE contact_points
      DROP KEY contact_points_of_customer,
      ADD UNIQUE KEY contact_points_of_customer (customer_id, slot, kind, blind_index)`);
  await knex.raw('ALTER TABLE contact_points DROP COLUMN apart_id, DROP COLUMN stated_id');
}

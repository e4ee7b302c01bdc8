import type { Knex } from 'knex';

/** The pool in its sequence: a page of it, or some hundred orders to be dealt out, without sorting all of it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE orders ADD KEY orders_pool (manager_id, status, placed_at, order_number)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE orders DROP KEY orders_pool');
}

import type { Knex } from 'knex';

/** The ids that the next rows get: they must be known before the rows are written. */
export interface NextIds {
  customers: number;
  contact_points: number;
}

/**
 * Whoever writes contact points holds this lock to the end of the transaction: imports and rotations of keys take
 * turns, batch by batch. Calls read without it and never wait.
 *
 * To be called first: what the transaction reads afterwards is as the writer before left it.
 */
export async function lockContactPoints(transaction: Knex.Transaction): Promise<NextIds> {
  // In one statement and one order: two writers cannot wait for each other.
  const rows = await transaction('id_ranges')
    .orderBy('name')
    .forUpdate()
    .select<Array<{ name: keyof NextIds; next_id: number }>>('name', 'next_id');
  const ids = Object.fromEntries(rows.map((row) => [row.name, row.next_id])) as Partial<NextIds>;
  if (ids.customers === undefined || ids.contact_points === undefined) {
    throw new Error('The table id_ranges lacks a row that its migration made.');
  }
  return { customers: ids.customers, contact_points: ids.contact_points };
}

/** Takes the ids below those given. */
export async function moveIds(transaction: Knex.Transaction, next: NextIds): Promise<void> {
  for (const [name, nextId] of Object.entries(next) as [keyof NextIds, number][]) {
    await transaction('id_ranges').where({ name }).update({ next_id: nextId });
  }
}

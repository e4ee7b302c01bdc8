import type { Transaction } from './queries';

/**
 * The lock of everything that seals texts with the keys: imports, corrections of numbers, secrets of authenticators, and
 * rotations of keys, which take turns with the others batch by batch. It is held to the end of the transaction. Calls
 * read without it and never wait.
 *
 * To be called first: what the transaction reads afterwards is as the previous writer left it.
 * @returns the next id of each range in `id_ranges`: such ids must be known before their rows are written, since they
 * are sealed into the ciphertext
 */
export async function lockSealing(transaction: Transaction): Promise<ReadonlyMap<string, number>> {
  // In one statement and one order: two writers cannot wait for each other.
  const rows = await transaction.query<{ name: string; next_id: number }>(
    'SELECT name, next_id FROM id_ranges ORDER BY name FOR UPDATE',
  );
  return new Map(rows.map(({ name, next_id: nextId }) => [name, nextId]));
}

/** Takes the ids below those given, by range. The caller holds the lock. */
export async function takeIds(
  transaction: Transaction,
  next: Readonly<Record<string, number>>,
): Promise<void> {
  for (const [name, nextId] of Object.entries(next)) {
    await transaction.update('id_ranges', { name }, { next_id: nextId });
  }
}

import type { Database } from '#database/database';
import { toDateTime } from '#database/date-time';
import type { Micros } from '#kernel/micros';

/**
 * Sessions are used at this time; those that have ended stay so.
 * @param hashes of what their cookies hold
 * @throws StoreError
 */
export async function noteSessionUse(
  database: Pick<Database, 'write'>,
  hashes: readonly Buffer[],
  at: Micros,
): Promise<void> {
  if (hashes.length === 0) return;
  await database.write('UPDATE sessions SET last_seen_at = ? WHERE id_hash IN (?)', [toDateTime(at), hashes]);
}

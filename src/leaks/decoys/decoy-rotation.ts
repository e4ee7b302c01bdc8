import type { Database } from '#database/database';
import { SealedColumn } from '#database/sealed-column';
import type { SealedTexts } from '#database/sealed-column';
import { DecoyVault } from '#vault/decoy-vault';
import type { LiveKeys } from '#vault/live-keys';

/** The lines of decoys, and who called them: some hundreds. */
export function decoyNumbers(database: Database, keys: LiveKeys): readonly SealedTexts[] {
  return (['decoy_numbers', 'decoy_hits'] as const).map((table) => {
    const vault = new DecoyVault(keys, table);
    return new SealedColumn(database, { table, column: 'phone', isIndexed: true, vault });
  });
}

import type { Database } from '#database/database';
import { SealedColumn } from '#database/sealed-column';
import type { SealedTexts } from '#database/sealed-column';
import type { LiveKeys } from '#vault/live-keys';
import { ManagerVault } from '#vault/manager-vault';

/** The own mobiles of managers: at most one for each. */
export function managerPhones(database: Database, keys: LiveKeys): SealedTexts {
  const vault = new ManagerVault(keys);
  return new SealedColumn(database, { table: 'managers', column: 'phone', isIndexed: true, vault });
}

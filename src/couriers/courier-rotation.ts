import type { Database } from '#database/database';
import { SealedColumn } from '#database/sealed-column';
import type { SealedTexts } from '#database/sealed-column';
import { CourierVault } from '#vault/courier-vault';
import type { LiveKeys } from '#vault/live-keys';

/** The own mobiles of couriers: a shop has few of them. */
export function courierPhones(database: Database, keys: LiveKeys): SealedTexts {
  const vault = new CourierVault(keys);
  return new SealedColumn(database, { table: 'couriers', column: 'phone', isIndexed: true, vault });
}

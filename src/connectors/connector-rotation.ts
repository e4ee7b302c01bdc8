import type { Database } from '#database/database';
import { SealedColumn } from '#database/sealed-column';
import type { SealedTexts } from '#database/sealed-column';
import type { LiveKeys } from '#vault/live-keys';
import { ShopVault } from '#vault/shop-vault';

/** The keys of shops: a site has few. */
export function shopKeys(database: Database, keys: LiveKeys): SealedTexts {
  const vault = new ShopVault(keys);
  return new SealedColumn(database, { table: 'connectors', column: 'secret', isIndexed: false, vault });
}

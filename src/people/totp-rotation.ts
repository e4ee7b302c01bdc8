import type { Database } from '#database/database';
import { SealedColumn } from '#database/sealed-column';
import type { SealedTexts } from '#database/sealed-column';
import type { LiveKeys } from '#vault/live-keys';
import { TotpVault } from './totp-vault';

/** The secrets of authenticators: at most one for each employee. */
export function totpSecrets(database: Database, keys: LiveKeys): SealedTexts {
  const vault = new TotpVault(keys);
  return new SealedColumn(database, { table: 'accounts', column: 'totp', isIndexed: false, vault });
}

import type { Database } from '#database/database';
import { SealedColumn } from '#database/sealed-column';
import type { SealedTexts } from '#database/sealed-column';
import { DeskPhoneVault } from '#vault/desk-phone-vault';
import type { LiveKeys } from '#vault/live-keys';

/** The passwords of desk phones: at most two for each manager. */
export function deskPhoneSecrets(database: Database, keys: LiveKeys): SealedTexts {
  const vault = new DeskPhoneVault(keys);
  return new SealedColumn(database, { table: 'desk_phones', column: 'secret', isIndexed: false, vault });
}

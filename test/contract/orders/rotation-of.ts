import { shopKeys } from '#connectors/connector-rotation';
import { decoyNumbers } from '#leaks/decoys/decoy-rotation';
import type { Database } from '#database/database';
import { KeyRotation } from '#orders/contacts/key-rotation';
import type { ContactVault } from '#vault/contact-vault';

/** As `star7 keys` makes it. */
export function rotationOf(database: Database, vault: ContactVault): KeyRotation {
  return new KeyRotation(database, vault, shopKeys(database, vault.keys), decoyNumbers(database, vault.keys));
}

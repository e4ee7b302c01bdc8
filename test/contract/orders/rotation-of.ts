import { shopKeys } from '#connectors/connector-rotation';
import { decoyNumbers } from '#leaks/decoys/decoy-rotation';
import type { Database } from '#database/database';
import { sealedMails } from '#mail/mail-rotation';
import { KeyRotation } from '#orders/contacts/key-rotation';
import type { ContactVault } from '#vault/contact-vault';

/** As `star7 keys` makes it. */
export function rotationOf(database: Database, vault: ContactVault): KeyRotation {
  return new KeyRotation(database, vault, {
    shopKeys: shopKeys(database, vault.keys),
    decoyNumbers: decoyNumbers(database, vault.keys),
    mails: sealedMails(database, vault.keys),
  });
}

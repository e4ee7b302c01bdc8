import { isExtension } from './model/manager';
import type { Mobiles } from './mobiles';
import { unknownManager } from './sql-managers';
import type { Database } from '#database/database';
import type { Masked } from '#kernel/masked';
import type { ManagerVault } from '#vault/manager-vault';
import { noPhone } from '#vault/phone-vault';
import type { SealedPhone } from '#vault/phone-vault';

/** The own mobiles of managers, sealed. */
export class SqlMobiles implements Mobiles {
  constructor(
    private readonly database: Database,
    private readonly vault: ManagerVault,
  ) {}

  /** @throws StoreError, VaultError */
  async numberOf(extension: string): Promise<Masked | null> {
    if (!isExtension(extension)) return null;
    const [row] = await this.database.execute<{ id: number } & SealedPhone>(
      `SELECT id, phone_ciphertext, phone_nonce, phone_key_version FROM managers
        WHERE active_extension = ? AND phone_ciphertext IS NOT NULL`,
      [extension],
    );
    return row === undefined ? null : this.vault.open(row.id, row);
  }

  /** @throws StoreError `manager-unknown`, VaultError */
  async set(extension: string, number: Masked | null): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const [row] = await transaction.query<{ id: number }>(
        'SELECT id FROM managers WHERE active_extension = ? FOR UPDATE',
        [isExtension(extension) ? extension : ''],
      );
      if (row === undefined) throw unknownManager(extension);
      this.vault.keys.refresh();
      await transaction.update(
        'managers',
        { id: row.id },
        number === null ? noPhone : { ...this.vault.seal(row.id, number) },
      );
    });
  }
}

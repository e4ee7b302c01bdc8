import type { Database } from '#database/database';
import type { Queries } from '#database/queries';
import { lockSealing } from '#database/sealing-lock';
import type { SealedTexts } from '#orders/contacts/key-rotation';
import type { LiveKeys } from '#vault/live-keys';
import { ShopVault } from '#vault/shop-vault';
import type { ShopKeyColumns } from '#vault/shop-vault';

/** Moves the keys of shops to the newest key, as the rotation of keys needs it. */
export class ConnectorRotation implements SealedTexts {
  readonly #vault: ShopVault;

  constructor(
    private readonly database: Database,
    keys: LiveKeys,
  ) {
    this.#vault = new ShopVault(keys);
  }

  /** @throws StoreError */
  async counts(): Promise<ReadonlyMap<number, number>> {
    const rows = await this.database.query<{ version: number; count: number }>(
      'SELECT secret_key_version AS version, COUNT(*) AS count FROM connectors GROUP BY secret_key_version',
    );
    return new Map(rows.map(({ version, count }) => [version, count]));
  }

  /** @throws StoreError */
  async isOutdated(queries: Queries, current: number): Promise<boolean> {
    const rows = await queries.query('SELECT id FROM connectors WHERE secret_key_version <> ? LIMIT 1', [
      current,
    ]);
    return rows.length > 0;
  }

  /** In one transaction: there are few shops. @throws StoreError, VaultError */
  async reseal(): Promise<number> {
    return this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      const { current } = this.#vault.keys.refresh();
      const rows = await transaction.query<{ id: number } & ShopKeyColumns>(
        `SELECT id, secret_ciphertext, secret_nonce, secret_key_version FROM connectors
          WHERE secret_key_version <> ? FOR UPDATE`,
        [current],
      );
      for (const row of rows) {
        const sealed = this.#vault.seal(row.id, this.#vault.open(row.id, row));
        await transaction.update('connectors', { id: row.id }, { ...sealed });
      }
      return rows.length;
    });
  }
}

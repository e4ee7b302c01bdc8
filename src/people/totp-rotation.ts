import type { Database } from '#database/database';
import type { Queries } from '#database/queries';
import { lockSealing } from '#database/sealing-lock';
import type { LiveKeys } from '#vault/live-keys';
import { TotpVault } from './totp-vault';
import type { TotpColumns } from './totp-vault';

/** Moves the secrets of authenticators to the newest key, as the rotation of keys needs it. */
export class TotpRotation {
  readonly #vault: TotpVault;

  constructor(
    private readonly database: Database,
    keys: LiveKeys,
  ) {
    this.#vault = new TotpVault(keys);
  }

  /** How many secrets each version seals. @throws StoreError */
  async counts(): Promise<ReadonlyMap<number, number>> {
    const rows = await this.database.query<{ version: number; count: number }>(
      `SELECT totp_key_version AS version, COUNT(*) AS count FROM accounts
        WHERE totp_key_version IS NOT NULL GROUP BY totp_key_version`,
    );
    return new Map(rows.map(({ version, count }) => [version, count]));
  }

  /** Whether a secret is sealed with another version. @throws StoreError */
  async isOutdated(queries: Queries, current: number): Promise<boolean> {
    const rows = await queries.query('SELECT id FROM accounts WHERE totp_key_version <> ? LIMIT 1', [
      current,
    ]);
    return rows.length > 0;
  }

  /** In one transaction: there is at most one secret for each employee. @returns how many it moved @throws StoreError, VaultError */
  async reseal(): Promise<number> {
    return this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      const { current } = this.#vault.keys.refresh();
      const rows = await transaction.query<{ id: number } & TotpColumns>(
        `SELECT id, totp_ciphertext, totp_nonce, totp_key_version FROM accounts
          WHERE totp_key_version <> ? FOR UPDATE`,
        [current],
      );
      for (const row of rows) {
        const sealed = this.#vault.seal(row.id, this.#vault.open(row.id, row));
        await transaction.update('accounts', { id: row.id }, { ...sealed });
      }
      return rows.length;
    });
  }
}

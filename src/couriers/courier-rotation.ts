import type { Database } from '#database/database';
import type { Queries } from '#database/queries';
import { lockSealing } from '#database/sealing-lock';
import { CourierVault } from '#vault/courier-vault';
import type { CourierPhoneColumns } from '#vault/courier-vault';
import type { LiveKeys } from '#vault/live-keys';

/** Rows that are not under the newest key, which is given twice. */
const outdated = '(phone_key_version <> ? OR phone_index_key_version <> ?)';

/** Moves couriers' numbers to the newest key, as the rotation of keys needs it. */
export class CourierRotation {
  readonly #vault: CourierVault;

  constructor(
    private readonly database: Database,
    keys: LiveKeys,
  ) {
    this.#vault = new CourierVault(keys);
  }

  /** How many numbers each version seals. @throws StoreError */
  async counts(): Promise<ReadonlyMap<number, number>> {
    const rows = await this.database.query<{ version: number; count: number }>(
      `SELECT phone_key_version AS version, COUNT(*) AS count FROM couriers
        WHERE phone_key_version IS NOT NULL GROUP BY phone_key_version`,
    );
    return new Map(rows.map(({ version, count }) => [version, count]));
  }

  /** Whether a number is sealed or hashed with another version. @throws StoreError */
  async isOutdated(queries: Queries, current: number): Promise<boolean> {
    const rows = await queries.query(`SELECT id FROM couriers WHERE ${outdated} LIMIT 1`, [current, current]);
    return rows.length > 0;
  }

  /** In one transaction: a shop has few couriers. @returns how many it moved @throws StoreError, VaultError */
  async reseal(): Promise<number> {
    return this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      const { current } = this.#vault.keys.refresh();
      const rows = await transaction.query<{ id: number } & CourierPhoneColumns>(
        `SELECT id, phone_ciphertext, phone_nonce, phone_key_version FROM couriers WHERE ${outdated} FOR UPDATE`,
        [current, current],
      );
      for (const row of rows) {
        const sealed = this.#vault.seal(row.id, this.#vault.open(row.id, row));
        await transaction.update('couriers', { id: row.id }, { ...sealed });
      }
      return rows.length;
    });
  }
}

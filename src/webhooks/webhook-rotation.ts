import type { Database } from '#database/database';
import type { Queries } from '#database/queries';
import { lockSealing } from '#database/sealing-lock';
import type { LiveKeys } from '#vault/live-keys';
import { WebhookVault } from '#vault/webhook-vault';
import type { WebhookSecretColumns } from '#vault/webhook-vault';

/** Moves the secrets of webhooks to the newest key, as the rotation of keys needs it. */
export class WebhookRotation {
  readonly #vault: WebhookVault;

  constructor(
    private readonly database: Database,
    keys: LiveKeys,
  ) {
    this.#vault = new WebhookVault(keys);
  }

  /** How many secrets each version seals. @throws StoreError */
  async counts(): Promise<ReadonlyMap<number, number>> {
    const rows = await this.database.query<{ version: number; count: number }>(
      'SELECT secret_key_version AS version, COUNT(*) AS count FROM webhooks GROUP BY secret_key_version',
    );
    return new Map(rows.map(({ version, count }) => [version, count]));
  }

  /** Whether a secret is sealed with another version. @throws StoreError */
  async isOutdated(queries: Queries, current: number): Promise<boolean> {
    const rows = await queries.query('SELECT id FROM webhooks WHERE secret_key_version <> ? LIMIT 1', [
      current,
    ]);
    return rows.length > 0;
  }

  /** In one transaction: a site has few addresses. @returns how many it moved @throws StoreError, VaultError */
  async reseal(): Promise<number> {
    return this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      const { current } = this.#vault.keys.refresh();
      const rows = await transaction.query<{ id: number } & WebhookSecretColumns>(
        `SELECT id, secret_ciphertext, secret_nonce, secret_key_version FROM webhooks
          WHERE secret_key_version <> ? FOR UPDATE`,
        [current],
      );
      for (const row of rows) {
        const sealed = this.#vault.seal(row.id, this.#vault.open(row.id, row));
        await transaction.update('webhooks', { id: row.id }, { ...sealed });
      }
      return rows.length;
    });
  }
}

import type { Knex } from 'knex';
import type { ContactKind } from '#vault/blind-index';
import { lockContactPoints } from '#database/contact-point-lock';
import type { ContactVault } from '#vault/contact-vault';
import type { Database } from '#database/database';
import { listValues } from '#database/database';
import { TotpVault } from '#people/totp-vault';
import type { TotpColumns } from '#people/totp-vault';

export interface KeyVersionStatus {
  version: number;
  /** ISO 8601; null where the key file lacks the version, whose rows then cannot be read. */
  createdAt: string | null;
  /** How many contact points are sealed with it. */
  contactPoints: number;
  /** How many secrets of authenticators are. */
  totpSecrets: number;
}

export interface RotationProgress {
  done: number;
  total: number;
}

interface PointRow {
  id: number;
  customer_id: number;
  slot: string;
  kind: ContactKind;
  ciphertext: Buffer;
  nonce: Buffer;
  key_version: number;
}

interface Batch {
  count: number;
  /** The id of the batch's last row; null where there was none. */
  last: number | null;
}

/** Rows in a transaction: imports wait that long at most, calls never do. */
const batchRows = 500;

const columns = [
  'id',
  'customer_id',
  'slot',
  'kind',
  'ciphertext',
  'nonce',
  'key_version',
  'blind_index',
  'index_key_version',
] as const;

const sealedColumns = ['ciphertext', 'nonce', 'key_version', 'blind_index', 'index_key_version'] as const;

/**
 * Moves every contact point to the newest key, batch by batch, while imports and calls go on; then the few secrets of
 * authenticators.
 *
 * Interrupted at any point, it goes on where it stopped: what is left to do is what the rows say. Versions stay
 * in the key file afterwards, for backups of the database that were sealed with them.
 */
export class KeyRotation {
  readonly #totp: TotpVault;

  constructor(
    private readonly database: Database,
    private readonly vault: ContactVault,
  ) {
    this.#totp = new TotpVault(vault.keys);
  }

  /** All versions, of the key file and of the rows, ascending. @throws StoreError, VaultError */
  async status(): Promise<KeyVersionStatus[]> {
    const keyring = this.vault.keys.refresh();
    const points = await this.#counts('contact_points', 'key_version');
    const secrets = await this.#counts('accounts', 'totp_key_version');
    return [...new Set([...keyring.versions, ...points.keys(), ...secrets.keys()])]
      .sort((a, b) => a - b)
      .map((version) => ({
        version,
        createdAt: keyring.createdAt(version),
        contactPoints: points.get(version) ?? 0,
        totpSecrets: secrets.get(version) ?? 0,
      }));
  }

  /**
   * Adds a version to the key file, unless rows of an earlier one are left from a rotation that did not end.
   * @returns whether one was added
   * @throws StoreError, VaultError
   */
  async begin(now: Date): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      // With the lock held nobody writes contact points, and no second rotation can add a version of its own: two
      // files with different keys under one number would lose what was sealed with the first.
      await lockContactPoints(transaction);
      const { current } = this.vault.keys.refresh();
      const unfinished: unknown =
        (await outdated(transaction('contact_points'), current).first('id')) ??
        (await outdatedSecrets(transaction('accounts'), current).first('id'));
      if (unfinished) return false;
      this.vault.keys.addVersion(now);
      return true;
    });
  }

  /**
   * Seals what is not under the newest key anew. May be run by two processes at once; each then does a part.
   * @returns how many contact points and secrets it moved
   * @throws StoreError, VaultError; what was moved stays moved
   */
  async reseal(onProgress: (progress: RotationProgress) => void = ignore): Promise<number> {
    const { current } = this.vault.keys.refresh();
    const total = await this.#left(current);
    let done = 0;
    let after = 0;
    onProgress({ done, total });
    for (;;) {
      const begun = after;
      const batch: Batch = await this.database.transaction((transaction) => this.#batch(transaction, begun));
      if (batch.last === null) return done + (await this.#secrets());
      after = batch.last;
      done += batch.count;
      // Rows that an import wrote meanwhile with the key before count too.
      onProgress({ done, total: Math.max(done, total) });
    }
  }

  /** How many rows of a table each version seals. @param column the version's, null where nothing is sealed */
  async #counts(table: string, column: string): Promise<Map<number, number>> {
    const rows = await this.database.run(() =>
      this.database
        .knex(table)
        .whereNotNull(column)
        .groupBy(column)
        .select<Array<{ version: number; count: number }>>(
          `${column} AS version`,
          this.database.knex.raw('COUNT(*) AS count') as unknown as Knex.Raw<{ count: number }>,
        ),
    );
    return new Map(rows.map(({ version, count }) => [version, count]));
  }

  /** All at once: there is one for each employee at the most. */
  async #secrets(): Promise<number> {
    return this.database.transaction(async (transaction) => {
      await lockContactPoints(transaction);
      const { current } = this.vault.keys.refresh();
      const rows = await outdatedSecrets(transaction('accounts'), current)
        .forUpdate()
        .select<Array<{ id: number } & TotpColumns>>(
          'id',
          'totp_ciphertext',
          'totp_nonce',
          'totp_key_version',
        );
      for (const row of rows) {
        const sealed = this.#totp.seal(row.id, this.#totp.open(row.id, row));
        await transaction('accounts').where({ id: row.id }).update(sealed);
      }
      return rows.length;
    });
  }

  async #left(current: number): Promise<number> {
    const row = await this.database.run(() =>
      outdated(this.database.knex('contact_points'), current)
        .count('* AS count')
        .first<{ count: number } | undefined>(),
    );
    return row?.count ?? 0;
  }

  async #batch(transaction: Knex.Transaction, after: number): Promise<Batch> {
    await lockContactPoints(transaction);
    const { current } = this.vault.keys.refresh();
    const rows = await outdated(transaction('contact_points'), current)
      .where('id', '>', after)
      .orderBy('id')
      .limit(batchRows)
      .select<PointRow[]>('id', 'customer_id', 'slot', 'kind', 'ciphertext', 'nonce', 'key_version');
    const last = rows.at(-1);
    if (!last) return { count: 0, last: null };
    const resealed = rows.map((row) => {
      const sealed = this.vault.seal(row.id, row.kind, this.vault.open(row.id, row.kind, row));
      return [row.id, row.customer_id, row.slot, row.kind, ...sealedColumns.map((column) => sealed[column])];
    });
    // Every id exists, so each row is an update: one statement for all of them. InnoDB looks at the primary key
    // first, so no other unique key can lead it to another row.
    await transaction.raw(
      `INSERT INTO contact_points (${columns.join(', ')}) VALUES ?
           ON DUPLICATE KEY UPDATE ${sealedColumns.map((column) => `${column} = VALUES(${column})`).join(', ')}`,
      listValues(resealed),
    );
    return { count: rows.length, last: last.id };
  }
}

function outdated(points: Knex.QueryBuilder, current: number): Knex.QueryBuilder {
  return points.where((either) => {
    void either.whereNot('key_version', current).orWhereNot('index_key_version', current);
  });
}

function outdatedSecrets(accounts: Knex.QueryBuilder, current: number): Knex.QueryBuilder {
  return accounts.whereNotNull('totp_key_version').whereNot('totp_key_version', current);
}

function ignore(): void {
  // Nobody watches.
}

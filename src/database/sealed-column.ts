import type { Database } from './database';
import type { Queries, Value } from './queries';
import { lockSealing } from './sealing-lock';
import type { LiveKeys } from '#vault/live-keys';

export interface SealedColumnParts<Row, Text> {
  table: string;
  /** What the columns' names begin with: `totp` of `totp_ciphertext`, `totp_nonce` and `totp_key_version`. */
  column: string;
  /** Whether a keyed hash lies beside it, with a version of its own: `phone_index_key_version`. */
  isIndexed: boolean;
  vault: {
    readonly keys: LiveKeys;
    seal(rowId: number, text: Text): { [Name in keyof Row]: Value };
    open(rowId: number, row: Row): Text;
  };
}

/** Few sealed texts of a table, as the rotation of keys needs them. */
export interface SealedTexts {
  /** How many texts each version seals. @throws StoreError */
  counts(): Promise<ReadonlyMap<number, number>>;
  /** Whether a text is sealed or hashed with another version. @throws StoreError */
  isOutdated(queries: Queries, current: number): Promise<boolean>;
  /** Moves them to the newest key, some in each transaction. @returns how many it moved @throws StoreError, VaultError */
  reseal(): Promise<number>;
}

/** Rows of a transaction: whatever seals meanwhile waits for it. */
const batchRows = 100;

/** Those in a column of a table. */
export class SealedColumn<Row, Text> implements SealedTexts {
  readonly #version: string;
  /** Of rows that are not under the newest key, which is given for each mark. */
  readonly #outdated: string;
  readonly #marks: number;

  constructor(
    private readonly database: Database,
    private readonly parts: SealedColumnParts<Row, Text>,
  ) {
    const { column, isIndexed } = parts;
    this.#version = `${column}_key_version`;
    const versions = [this.#version, ...(isIndexed ? [`${column}_index_key_version`] : [])];
    this.#outdated = `(${versions.map((name) => `${name} <> ?`).join(' OR ')})`;
    this.#marks = versions.length;
  }

  async counts(): Promise<ReadonlyMap<number, number>> {
    const rows = await this.database.query<{ version: number; count: number }>(
      `SELECT ${this.#version} AS version, COUNT(*) AS count FROM ${this.parts.table}
        WHERE ${this.#version} IS NOT NULL GROUP BY ${this.#version}`,
    );
    return new Map(rows.map(({ version, count }) => [version, count]));
  }

  async isOutdated(queries: Queries, current: number): Promise<boolean> {
    const rows = await queries.query(
      `SELECT id FROM ${this.parts.table} WHERE ${this.#outdated} LIMIT 1`,
      this.#given(current),
    );
    return rows.length > 0;
  }

  async reseal(): Promise<number> {
    let moved = 0;
    for (;;) {
      const some = await this.#resealSome();
      moved += some;
      if (some < batchRows) return moved;
    }
  }

  #resealSome(): Promise<number> {
    const { table, column, vault } = this.parts;
    return this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      const { current } = vault.keys.refresh();
      const rows = await transaction.query<{ id: number } & Row>(
        `SELECT id, ${column}_ciphertext, ${column}_nonce, ${this.#version} FROM ${table}
          WHERE ${this.#outdated} ORDER BY id LIMIT ? FOR UPDATE`,
        [...this.#given(current), batchRows],
      );
      for (const row of rows) {
        const sealed = vault.seal(row.id, vault.open(row.id, row));
        await transaction.update(table, { id: row.id }, { ...sealed });
      }
      return rows.length;
    });
  }

  #given(current: number): number[] {
    return Array.from({ length: this.#marks }, () => current);
  }
}

import type { ContactKind } from '#vault/blind-index';
import type { ContactVault, SealedColumns } from '#vault/contact-vault';
import type { Database } from '#database/database';

type ProbeRow = { id: number; kind: ContactKind } & Pick<
  SealedColumns,
  'ciphertext' | 'nonce' | 'key_version'
>;

/** Checks whether the keys are those that the rows were sealed with. */
export class ContactProbe {
  constructor(
    private readonly database: Database,
    private readonly vault: ContactVault,
  ) {}

  /**
   * Opens one contact point of each key version, and forgets its text.
   * @returns how many versions there were
   * @throws VaultError `key-version-unknown`, `sealed-text-damaged`; StoreError
   */
  async openOneOfEach(): Promise<number> {
    const rows = await this.database.query<ProbeRow>(
      `SELECT id, kind, ciphertext, nonce, key_version FROM contact_points
        WHERE id IN (SELECT MIN(id) FROM contact_points GROUP BY key_version)`,
    );
    for (const row of rows) this.vault.open(row.id, row.kind, row);
    return rows.length;
  }
}

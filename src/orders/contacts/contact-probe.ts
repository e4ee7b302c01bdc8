import type { ContactKind } from '#vault/blind-index';
import type { ContactVault, SealedColumns } from '#vault/contact-vault';
import type { Database } from '#database/database';

type ProbeRow = { id: number; kind: ContactKind } & Pick<
  SealedColumns,
  'ciphertext' | 'nonce' | 'key_version'
>;

/** Finds out whether the keys are those that the rows were sealed with. */
export class ContactProbe {
  constructor(
    private readonly database: Database,
    private readonly vault: ContactVault,
  ) {}

  /**
   * Opens one contact point of each key version, and forgets what it says.
   * @returns how many versions there were
   * @throws VaultError `key-version-unknown`, `sealed-text-damaged`; StoreError
   */
  async openOneOfEach(): Promise<number> {
    const { knex } = this.database;
    const rows = await this.database.run(() =>
      knex('contact_points')
        .whereIn('id', knex('contact_points').groupBy('key_version').min('id'))
        .select<ProbeRow[]>('id', 'kind', 'ciphertext', 'nonce', 'key_version'),
    );
    for (const row of rows) this.vault.open(row.id, row.kind, row);
    return rows.length;
  }
}

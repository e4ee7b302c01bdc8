import type { Make } from '../model/desk/desk-phone';
import type { PagePhone } from '../pbx-phones';
import type { DeskPhoneEntry, DeskPhoneStore, LinkedPhone, LivingDeskPhone } from './desk-phone-store';
import type { Database } from '#database/database';
import { fromDateTime, fromDateTimeOrNull, toDateTime } from '#database/date-time';
import type { Queries, Transaction } from '#database/queries';
import { lockSealing } from '#database/sealing-lock';
import type { Micros } from '#kernel/micros';
import { RefusedError } from '#kernel/refused-error';
import { secretHash } from '#people/noted-uses';
import type { DeskPhoneSecretColumns, DeskPhoneVault } from '#vault/desk-phone-vault';

interface EntryRow {
  extension: string;
  make: Make;
  mac: string;
  created_at: string;
  link_expires_at: string | null;
  fetched_at: string | null;
}

/** A manager who works here, with that extension still, and whose account, if there is one, may sign in. */
const works = `
  JOIN managers AS m ON m.id = d.manager_id AND m.disabled_at IS NULL AND m.extension = d.extension
  LEFT JOIN accounts AS a ON a.manager_id = m.id
 WHERE a.disabled_at IS NULL`;

/** Desk phones and the links to their files, by the hash of what is in the link. */
export class SqlDeskPhoneStore implements DeskPhoneStore {
  constructor(
    private readonly database: Database,
    private readonly vault: DeskPhoneVault,
    private readonly node: string,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError, RefusedError `manager-unknown` */
  async addLink({
    extension,
    make,
    mac,
    token,
    expiresAt,
  }: Parameters<DeskPhoneStore['addLink']>[0]): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const managerId = await lockedManager(transaction, extension);
      await transaction.write('DELETE FROM desk_phones WHERE manager_id = ? AND endpoint IS NULL', [
        managerId,
      ]);
      await transaction.insert('desk_phones', {
        ...{ node: this.node, manager_id: managerId, extension, make, mac },
        ...{ link_hash: secretHash(token), link_expires_at: toDateTime(expiresAt) },
        created_at: toDateTime(this.now()),
      });
    });
  }

  /** @throws StoreError */
  async ofLink(token: string): Promise<LinkedPhone | null> {
    return this.#linked(this.database, token);
  }

  /** @throws StoreError */
  async endLink(token: string): Promise<boolean> {
    return (
      (await this.database.write('DELETE FROM desk_phones WHERE link_hash = ? AND node = ?', [
        secretHash(token),
        this.node,
      ])) > 0
    );
  }

  /** @throws StoreError, VaultError */
  async take(token: string, endpoint: string): Promise<PagePhone | null> {
    return this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      this.vault.keys.refresh();
      const phone = await this.#linked(transaction, token, 'FOR UPDATE');
      if (phone === null) return null;
      const { id, extension, name, language } = phone;
      const { password, sealed } = this.vault.create(id);
      await transaction.write(
        `DELETE d FROM desk_phones AS d JOIN desk_phones AS own ON own.manager_id = d.manager_id
          WHERE own.id = ? AND d.id <> own.id AND d.node = own.node`,
        [id],
      );
      await transaction.update(
        'desk_phones',
        { id },
        {
          ...{ ...sealed, endpoint, link_hash: null, link_expires_at: null },
          fetched_at: toDateTime(this.now()),
        },
      );
      return { endpoint, password, extension, name, language };
    });
  }

  /** @throws StoreError, RefusedError `manager-unknown` */
  async withdraw(extension: string): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const managerId = await lockedManager(transaction, extension);
      return (await transaction.write('DELETE FROM desk_phones WHERE manager_id = ?', [managerId])) > 0;
    });
  }

  /** @throws StoreError */
  async list(): Promise<readonly DeskPhoneEntry[]> {
    const rows = await this.database.query<EntryRow>(
      `SELECT d.extension, d.make, d.mac, d.created_at, d.link_expires_at, d.fetched_at
         FROM desk_phones AS d ${works} AND (d.link_expires_at IS NULL OR d.link_expires_at > ?)
        ORDER BY d.extension, d.id`,
      [toDateTime(this.now())],
    );
    return rows.map((row) => ({
      ...{ extension: row.extension, make: row.make, mac: row.mac },
      createdAt: fromDateTime(row.created_at),
      linkExpiresAt: fromDateTimeOrNull(row.link_expires_at),
      fetchedAt: fromDateTimeOrNull(row.fetched_at),
    }));
  }

  /** @throws StoreError */
  async living(): Promise<readonly LivingDeskPhone[]> {
    return this.database.execute<LivingDeskPhone>(
      `SELECT d.endpoint, d.extension, m.name, m.language
         FROM desk_phones AS d ${works} AND d.node = ? AND d.endpoint IS NOT NULL`,
      [this.node],
    );
  }

  /** @throws StoreError */
  async all(): Promise<readonly { endpoint: string; extension: string }[]> {
    return this.database.query(
      'SELECT endpoint, extension FROM desk_phones WHERE node = ? AND endpoint IS NOT NULL',
      [this.node],
    );
  }

  /** @throws StoreError, VaultError */
  async passwordOf(endpoint: string): Promise<string | null> {
    const [row] = await this.database.query<{ id: number } & DeskPhoneSecretColumns>(
      `SELECT id, secret_ciphertext, secret_nonce, secret_key_version FROM desk_phones
        WHERE endpoint = ? AND node = ?`,
      [endpoint, this.node],
    );
    return row === undefined ? null : this.vault.open(row.id, row);
  }

  /** @throws StoreError */
  async remove(endpoint: string): Promise<void> {
    await this.database.write('DELETE FROM desk_phones WHERE endpoint = ? AND node = ?', [
      endpoint,
      this.node,
    ]);
  }

  /** @throws StoreError */
  async expire(): Promise<readonly { extension: string; make: Make }[]> {
    return this.database.transaction(async (transaction) => {
      const rows = await transaction.query<{ id: number; extension: string; make: Make }>(
        'SELECT id, extension, make FROM desk_phones WHERE node = ? AND link_expires_at <= ? FOR UPDATE',
        [this.node, toDateTime(this.now())],
      );
      if (rows.length > 0)
        await transaction.write('DELETE FROM desk_phones WHERE id IN (?)', [rows.map(({ id }) => id)]);
      return rows.map(({ extension, make }) => ({ extension, make }));
    });
  }

  async #linked(queries: Queries, token: string, lock = ''): Promise<LinkedPhone | null> {
    const [row] = await queries.query<LinkedPhone>(
      `SELECT d.id, d.extension, m.name, m.language, d.make, d.mac
         FROM desk_phones AS d ${works} AND d.link_hash = ? AND d.node = ? AND d.link_expires_at > ? ${lock}`,
      [secretHash(token), this.node, toDateTime(this.now())],
    );
    return row ?? null;
  }
}

async function lockedManager(transaction: Transaction, extension: string): Promise<number> {
  const [row] = await transaction.query<{ id: number }>(
    'SELECT id FROM managers WHERE active_extension = ? FOR UPDATE',
    [extension],
  );
  if (row === undefined) throw new RefusedError('manager-unknown');
  return row.id;
}

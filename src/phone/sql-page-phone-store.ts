import type { PagePhoneStore, StoredPhone } from './page-phone-store';
import type { Database } from '#database/database';
import { toDateTime } from '#database/date-time';
import type { Micros } from '#kernel/micros';
import { accountIsActive, managerOfAccount } from '#people/account-row';
import { secretHash, usedEvery } from '#people/noted-uses';
import { noteSessionUse } from '#people/session-use';

/** A manager who has left, or has another extension by now, is not reached by what was given out for this one. */
const living = `
  SELECT p.endpoint
    FROM page_phones AS p
    JOIN sessions AS s ON s.id_hash = p.session_hash
    JOIN accounts AS a ON a.id = s.account_id ${managerOfAccount}
   WHERE p.node = ? AND s.expires_at > ? AND s.last_seen_at > ? AND ${accountIsActive} AND m.extension = p.extension`;

/** Phones in pages, by the hash of their session. */
export class SqlPagePhoneStore implements PagePhoneStore {
  constructor(
    private readonly database: Database,
    private readonly node: string,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError */
  async add({ endpoint, extension }: StoredPhone, session: string): Promise<readonly string[]> {
    return this.database.transaction(async (transaction) => {
      const hash = secretHash(session);
      const former = await transaction.query<{ endpoint: string }>(
        'SELECT endpoint FROM page_phones WHERE node = ? AND (extension = ? OR session_hash = ? OR endpoint = ?) FOR UPDATE',
        [this.node, extension, hash, endpoint],
      );
      const endpoints = former.map((row) => row.endpoint);
      if (endpoints.length > 0)
        await transaction.write('DELETE FROM page_phones WHERE endpoint IN (?)', [endpoints]);
      await transaction.insert('page_phones', {
        ...{ endpoint, extension, session_hash: hash, node: this.node },
        created_at: toDateTime(this.now()),
      });
      return endpoints;
    });
  }

  /** @throws StoreError */
  async remove(endpoint: string): Promise<void> {
    await this.database.write('DELETE FROM page_phones WHERE endpoint = ?', [endpoint]);
  }

  /** @throws StoreError */
  async ofSession(session: string): Promise<StoredPhone | null> {
    const [row] = await this.database.execute<StoredPhone>(
      'SELECT endpoint, extension FROM page_phones WHERE node = ? AND session_hash = ?',
      [this.node, secretHash(session)],
    );
    return row ?? null;
  }

  /** @throws StoreError */
  async all(): Promise<readonly StoredPhone[]> {
    return this.database.query<StoredPhone>('SELECT endpoint, extension FROM page_phones WHERE node = ?', [
      this.node,
    ]);
  }

  /** @throws StoreError */
  async living(idleSeconds: number): Promise<ReadonlySet<string>> {
    const now = this.now();
    // The last use is stored to the minute, so that much more is allowed.
    const seenSince = now - idleSeconds * 1_000_000 - usedEvery;
    const rows = await this.database.execute<{ endpoint: string }>(living, [
      this.node,
      toDateTime(now),
      toDateTime(seenSince),
    ]);
    return new Set(rows.map(({ endpoint }) => endpoint));
  }

  /** @throws StoreError */
  async noteUse(endpoints: readonly string[]): Promise<void> {
    const rows = await this.database.query<{ session_hash: Buffer }>(
      'SELECT session_hash FROM page_phones WHERE node = ? AND endpoint IN (?)',
      [this.node, endpoints],
    );
    const hashes = rows.map(({ session_hash: hash }) => hash);
    await noteSessionUse(this.database, hashes, this.now());
  }
}

import { randomBytes } from 'node:crypto';
import type { Session, SessionBook } from './accounts';
import type { Micros } from '#kernel/micros';
import { accountColumns, accountFrom, accountIsActive, managerOfAccount } from './account-row';
import type { AccountRow } from './account-row';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import { NotedUses, secretHash, usedEvery } from './noted-uses';
import { noteSessionUse } from './session-use';

/** A working day and some more; after that one signs in again. */
const longestSession: Micros = 12 * 3600 * 1_000_000;

/** Expired rows that are removed at each sign-in. */
const mostSwept = 1000;

/** Of one account; beyond that the oldest ends. A person has some browsers; a program may sign in without end. */
const mostOfAccount = 20;

/** Adds none if the password was reset, or the account disabled, since the hash was checked; that waits for this lock. */
const beginning = `
  INSERT INTO sessions (id_hash, account_id, created_at, last_seen_at, expires_at)
  SELECT ?, a.id, ?, ?, ?
    FROM accounts AS a ${managerOfAccount}
   WHERE a.id = ? AND a.password_hash = ? AND ${accountIsActive}
     FOR UPDATE`;

const authentication = `
  SELECT ${accountColumns}, s.last_seen_at
    FROM sessions AS s JOIN accounts AS a ON a.id = s.account_id ${managerOfAccount}
   WHERE s.id_hash = ? AND s.expires_at > ? AND s.last_seen_at > ? AND ${accountIsActive}`;

/**
 * Sessions of browsers: 256 random bits each, of which only the SHA-256 is stored. A session ends twelve hours after it
 * began, or after its idle time without use and up to a minute more.
 */
export class SqlSessionBook implements SessionBook {
  readonly #uses = new NotedUses();

  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError */
  async begin(account: number, checked: string): Promise<string | null> {
    const token = randomBytes(32).toString('base64url');
    const now = this.now();
    const [begun, ends] = [toDateTime(now), toDateTime(now + longestSession)];
    const values = [secretHash(token), begun, begun, ends, account, checked];
    if ((await this.database.write(beginning, values)) === 0) return null;
    await this.database.write('DELETE FROM sessions WHERE expires_at <= ? LIMIT ?', [begun, mostSwept]);
    await this.#endOldest(account);
    return token;
  }

  /** @throws StoreError if the database cannot answer; nobody is let in then */
  async find(token: string, idleSeconds: number, use: boolean): Promise<Session | null> {
    const now = this.now();
    const hash = secretHash(token);
    // The last use is stored to the minute, so that much more is allowed.
    const seenSince = now - idleSeconds * 1_000_000 - usedEvery;
    const [row] = await this.database.execute<AccountRow & { last_seen_at: string }>(authentication, [
      hash,
      toDateTime(now),
      toDateTime(seenSince),
    ]);
    if (!row) return null;
    if (use && now - fromDateTime(row.last_seen_at) >= usedEvery) this.#note(hash, now);
    return { account: accountFrom(row) };
  }

  /** Ending a session that has ended is no fault. @throws StoreError */
  async end(token: string): Promise<void> {
    await this.database.write('DELETE FROM sessions WHERE id_hash = ?', [secretHash(token)]);
  }

  /** @throws StoreError */
  async endOthers(account: number, token: string): Promise<void> {
    await this.database.write('DELETE FROM sessions WHERE account_id = ? AND id_hash <> ?', [
      account,
      secretHash(token),
    ]);
  }

  async #endOldest(account: number): Promise<void> {
    const surplus = await this.database.query<{ id_hash: Buffer }>(
      'SELECT id_hash FROM sessions WHERE account_id = ? ORDER BY created_at DESC, id_hash LIMIT ? OFFSET ?',
      [account, mostSwept, mostOfAccount],
    );
    if (surplus.length === 0) return;
    const hashes = surplus.map(({ id_hash: hash }) => hash);
    await this.database.write('DELETE FROM sessions WHERE id_hash IN (?)', [hashes]);
  }

  /** Waits until the uses so far are stored: before the pool is closed, and in tests. */
  async settled(): Promise<void> {
    await this.#uses.settled();
  }

  #note(hash: Buffer, at: Micros): void {
    this.#uses.note(() => noteSessionUse(this.database, [hash], at));
  }
}

import { createHash, randomBytes } from 'node:crypto';
import type { Session, SessionBook } from '../calls/accounts';
import type { Micros } from '../core/call-record';
import { accountColumns, accountFrom, accountIsActive, managerOfAccount } from './account-row';
import type { AccountRow } from './account-row';
import type { Database } from './database';
import { fromDateTime, toDateTime } from './date-time';

/** How stale `last_seen_at` may be: a page that asks every second writes once a minute. */
const seenEvery: Micros = 60_000_000;

/** A day's work and some more; then whoever sits there signs in anew. */
const longestSession: Micros = 12 * 3600 * 1_000_000;

/** Rows that are over, taken away whenever somebody signs in. */
const mostSwept = 1000;

const authentication = `
  SELECT ${accountColumns}, s.created_at AS begun_at, s.last_seen_at
    FROM sessions AS s JOIN accounts AS a ON a.id = s.account_id ${managerOfAccount}
   WHERE s.id_hash = ? AND s.expires_at > ? AND s.last_seen_at > ? AND ${accountIsActive}`;

/**
 * Sessions of browsers: 256 random bits each, of which only the SHA-256 is stored. A session is over twelve hours after
 * it began, or when it lay unused for its idle time and up to a minute more.
 */
export class SqlSessionBook implements SessionBook {
  readonly #noting = new Set<Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError */
  async begin(account: number): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const now = this.now();
    await this.database.run(async () => {
      const sessions = this.database.knex('sessions');
      await sessions.clone().insert({
        id_hash: hashOf(token),
        account_id: account,
        created_at: toDateTime(now),
        last_seen_at: toDateTime(now),
        expires_at: toDateTime(now + longestSession),
      });
      await sessions.clone().where('expires_at', '<=', toDateTime(now)).limit(mostSwept).delete();
    });
    return token;
  }

  /** @throws StoreError where the database cannot answer; nobody is let in then */
  async find(token: string, idleSeconds: number, use: boolean): Promise<Session | null> {
    const now = this.now();
    const hash = hashOf(token);
    // What was seen is written down to the minute, so that much is granted.
    const seenSince = now - idleSeconds * 1_000_000 - seenEvery;
    const [row] = await this.database.execute<AccountRow & { begun_at: string; last_seen_at: string }>(
      authentication,
      [hash, toDateTime(now), toDateTime(seenSince)],
    );
    if (!row) return null;
    if (use && now - fromDateTime(row.last_seen_at) >= seenEvery) this.#note(hash, now);
    return { account: accountFrom(row), begunAt: fromDateTime(row.begun_at) };
  }

  /** Ending what is over is no fault. @throws StoreError */
  async end(token: string): Promise<void> {
    await this.database.run(() =>
      this.database
        .knex('sessions')
        .where({ id_hash: hashOf(token) })
        .delete(),
    );
  }

  /** @throws StoreError */
  async endOthers(account: number, token: string): Promise<void> {
    await this.database.run(() =>
      this.database
        .knex('sessions')
        .where({ account_id: account })
        .whereNot({ id_hash: hashOf(token) })
        .delete(),
    );
  }

  /** Waits until the uses so far are noted: before the pool is closed, and in tests. */
  async settled(): Promise<void> {
    await Promise.all(this.#noting);
  }

  /** Nobody waits for it, and a use that could not be noted is no reason to refuse a request. */
  #note(hash: Buffer, at: Micros): void {
    const noting: Promise<void> = this.database
      .run(() =>
        this.database
          .knex('sessions')
          .where({ id_hash: hash })
          .update({ last_seen_at: toDateTime(at) }),
      )
      .then(ignore, ignore)
      .finally(() => this.#noting.delete(noting));
    this.#noting.add(noting);
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

function ignore(): void {
  // Deliberately nothing.
}

import { randomBytes } from 'node:crypto';
import type { Session, SessionBook } from './accounts';
import type { Micros } from '#kernel/micros';
import { accountColumns, accountFrom, accountIsActive, managerOfAccount } from './account-row';
import type { AccountRow } from './account-row';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import { NotedUses, secretHash, usedEvery } from './noted-uses';

/** A day's work and some more; then whoever sits there signs in anew. */
const longestSession: Micros = 12 * 3600 * 1_000_000;

/** Rows that are over, taken away whenever somebody signs in. */
const mostSwept = 1000;

/** Of one account; beyond it the oldest ends. Somebody has some browsers, and a program that signs in has no end. */
const mostOfAccount = 20;

/** None where the password was reset, or the account disabled, since the hash was checked; whoever does that waits. */
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
 * Sessions of browsers: 256 random bits each, of which only the SHA-256 is stored. A session is over twelve hours after
 * it began, or when it lay unused for its idle time and up to a minute more.
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
    return this.database.run(async () => {
      const [made] = (await this.database.knex.raw(beginning, [
        ...[secretHash(token), begun, begun, ends],
        ...[account, checked],
      ])) as [{ affectedRows: number }];
      if (made.affectedRows === 0) return null;
      const sessions = this.database.knex('sessions');
      await sessions.clone().where('expires_at', '<=', begun).limit(mostSwept).delete();
      await this.#endOldest(account);
      return token;
    });
  }

  /** @throws StoreError where the database cannot answer; nobody is let in then */
  async find(token: string, idleSeconds: number, use: boolean): Promise<Session | null> {
    const now = this.now();
    const hash = secretHash(token);
    // What was seen is written down to the minute, so that much is granted.
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

  /** Ending what is over is no fault. @throws StoreError */
  async end(token: string): Promise<void> {
    await this.database.run(() =>
      this.database
        .knex('sessions')
        .where({ id_hash: secretHash(token) })
        .delete(),
    );
  }

  /** @throws StoreError */
  async endOthers(account: number, token: string): Promise<void> {
    await this.database.run(() =>
      this.database
        .knex('sessions')
        .where({ account_id: account })
        .whereNot({ id_hash: secretHash(token) })
        .delete(),
    );
  }

  async #endOldest(account: number): Promise<void> {
    const sessions = this.database.knex('sessions');
    const surplus = await sessions
      .clone()
      .where({ account_id: account })
      .orderBy([{ column: 'created_at', order: 'desc' }, 'id_hash'])
      .offset(mostOfAccount)
      .limit(mostSwept)
      .select<{ id_hash: Buffer }[]>('id_hash');
    if (surplus.length === 0) return;
    await sessions
      .clone()
      .whereIn(
        'id_hash',
        surplus.map(({ id_hash }) => id_hash),
      )
      .delete();
  }

  /** Waits until the uses so far are noted: before the pool is closed, and in tests. */
  async settled(): Promise<void> {
    await this.#uses.settled();
  }

  #note(hash: Buffer, at: Micros): void {
    this.#uses.note(() =>
      this.database.run(() =>
        this.database
          .knex('sessions')
          .where({ id_hash: hash })
          .update({ last_seen_at: toDateTime(at) }),
      ),
    );
  }
}

import { randomBytes } from 'node:crypto';
import type { Micros } from '#kernel/micros';
import type { Principal, TokenRole } from '#kernel/principal';
import type { NewToken, TokenBook, TokenEntry, TokenKeeper } from './token-book';
import type { Database } from '#database/database';
import { fromDateTime, fromDateTimeOrNull, toDateTime, toDateTimeOrNull } from '#database/date-time';
import { isExtension } from './model/manager';
import { unknownManager } from './sql-managers';
import { NotedUses, secretHash, usedEvery } from './noted-uses';
import { StoreError } from '#database/store-error';

/** Tells people and secret scanners what they have found. */
const prefix = 'star7_';

interface TokenRow {
  id: number;
  role: TokenRole;
  extension: string | null;
  label: string;
  created_at: string;
  last_used_at: string | null;
  expires_at: string | null;
  revoked_at: string | null;
}

const authentication = `
  SELECT t.id, t.role, t.last_used_at, m.id AS manager_id, m.extension, m.created_at AS manager_since
    FROM api_tokens AS t LEFT JOIN managers AS m ON m.id = t.manager_id
   WHERE t.token_hash = ? AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > ?)
     AND (t.role <> 'manager' OR m.disabled_at IS NULL)`;

/**
 * Bearer tokens: 256 random bits, of which only the SHA-256 is stored. A token is too long to be guessed, so a
 * slow password hash would add nothing.
 */
export class SqlTokenBook implements TokenBook, TokenKeeper {
  readonly #uses = new NotedUses();

  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /**
   * @returns the token, which nobody can be told again
   * @throws StoreError `manager-unknown`
   */
  async create(token: NewToken): Promise<{ id: number; token: string }> {
    const text = `${prefix}${randomBytes(32).toString('base64url')}`;
    return this.database.run(async () => {
      const managerId = token.role === 'manager' ? await this.#managerId(token.extension) : null;
      const [id] = await this.database.knex('api_tokens').insert({
        token_hash: secretHash(text),
        role: token.role,
        manager_id: managerId,
        label: token.label,
        created_at: toDateTime(this.now()),
        expires_at: toDateTimeOrNull(token.expiresAt ?? null),
      });
      return { id: Number(id), token: text };
    });
  }

  /** Oldest first, revoked and expired ones too. @throws StoreError */
  async list(): Promise<TokenEntry[]> {
    const rows = await this.database.run(() =>
      this.database
        .knex('api_tokens AS t')
        .leftJoin('managers AS m', 'm.id', 't.manager_id')
        .orderBy('t.id')
        .select<TokenRow[]>(
          't.id',
          't.role',
          'm.extension',
          't.label',
          't.created_at',
          't.last_used_at',
          't.expires_at',
          't.revoked_at',
        ),
    );
    return rows.map((row) => ({
      id: row.id,
      role: row.role,
      extension: row.extension,
      label: row.label,
      createdAt: fromDateTime(row.created_at),
      lastUsedAt: fromDateTimeOrNull(row.last_used_at),
      expiresAt: fromDateTimeOrNull(row.expires_at),
      revokedAt: fromDateTimeOrNull(row.revoked_at),
    }));
  }

  /** Revoking twice is no fault. @throws StoreError `token-unknown` */
  async revoke(id: number): Promise<void> {
    await this.database.run(async () => {
      const tokens = this.database.knex('api_tokens');
      const revoked = await tokens
        .clone()
        .where({ id })
        .whereNull('revoked_at')
        .update({ revoked_at: toDateTime(this.now()) });
      if (revoked === 0 && !(await tokens.clone().where({ id }).first('id'))) {
        throw new StoreError('token-unknown', `There is no token ${id}. See: star7 token list.`, { id });
      }
    });
  }

  /** @throws StoreError where the database cannot answer; nobody is let in then */
  async authenticate(token: string): Promise<Principal | null> {
    const now = this.now();
    const [row] = await this.database.execute<{
      id: number;
      role: TokenRole;
      manager_id: number | null;
      extension: string | null;
      manager_since: string | null;
      last_used_at: string | null;
    }>(authentication, [secretHash(token), toDateTime(now)]);
    if (!row) return null;
    if (row.last_used_at === null || now - fromDateTime(row.last_used_at) >= usedEvery) {
      this.#note(row.id, now);
    }
    if (row.role !== 'manager') return { role: row.role, by: { token: row.id } };
    const { manager_id: id, extension, manager_since: since } = row;
    if (id === null || extension === null || since === null) return null;
    return {
      role: 'manager',
      manager: { id, extension, since: fromDateTime(since) },
      by: { token: row.id },
    };
  }

  /** Waits until the uses so far are noted: before the pool is closed, and in tests. */
  async settled(): Promise<void> {
    await this.#uses.settled();
  }

  #note(id: number, at: Micros): void {
    this.#uses.note(() =>
      this.database.run(() =>
        this.database
          .knex('api_tokens')
          .where({ id })
          .update({ last_used_at: toDateTime(at) }),
      ),
    );
  }

  async #managerId(extension: string): Promise<number> {
    const manager = isExtension(extension)
      ? await this.database
          .knex('managers')
          .where({ active_extension: extension })
          .first<{ id: number } | undefined>('id')
      : undefined;
    if (!manager) throw unknownManager(extension);
    return manager.id;
  }
}

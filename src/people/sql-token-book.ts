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

/** Shows people and secret scanners what they have found. */
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
   * @returns the token, which cannot be shown again
   * @throws StoreError `manager-unknown`
   */
  async create(token: NewToken): Promise<{ id: number; token: string }> {
    const text = `${prefix}${randomBytes(32).toString('base64url')}`;
    const id = await this.database.insert('api_tokens', {
      token_hash: secretHash(text),
      role: token.role,
      manager_id: token.role === 'manager' ? await this.#managerId(token.extension) : null,
      label: token.label,
      created_at: toDateTime(this.now()),
      expires_at: toDateTimeOrNull(token.expiresAt ?? null),
    });
    return { id, token: text };
  }

  /** Oldest first, revoked and expired ones too. @throws StoreError */
  async list(): Promise<TokenEntry[]> {
    const rows = await this.database.query<TokenRow>(
      `SELECT t.id, t.role, m.extension, t.label, t.created_at, t.last_used_at, t.expires_at, t.revoked_at
         FROM api_tokens AS t LEFT JOIN managers AS m ON m.id = t.manager_id ORDER BY t.id`,
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
    const revoked = { revoked_at: toDateTime(this.now()) };
    if ((await this.database.update('api_tokens', { id, revoked_at: null }, revoked)) > 0) return;
    const known = await this.database.query('SELECT id FROM api_tokens WHERE id = ?', [id]);
    if (known.length === 0) {
      throw new StoreError('token-unknown', `There is no token ${id}. See: star7 token list.`, { id });
    }
  }

  /** @throws StoreError if the database cannot answer; nobody is let in then */
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

  /** Waits until the uses so far are stored: before the pool is closed, and in tests. */
  async settled(): Promise<void> {
    await this.#uses.settled();
  }

  #note(id: number, at: Micros): void {
    this.#uses.note(() => this.database.update('api_tokens', { id }, { last_used_at: toDateTime(at) }));
  }

  async #managerId(extension: string): Promise<number> {
    const [manager] = await this.database.query<{ id: number }>(
      'SELECT id FROM managers WHERE active_extension = ?',
      [isExtension(extension) ? extension : ''],
    );
    if (!manager) throw unknownManager(extension);
    return manager.id;
  }
}

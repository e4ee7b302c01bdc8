import type { MailProgram, MailPrograms, Submitter } from './mail-programs';
import type { Database } from '#database/database';
import { fromDateTime, fromDateTimeOrNull, toDateTime } from '#database/date-time';
import type { Transaction } from '#database/queries';
import { lockSealing } from '#database/sealing-lock';
import { StoreError } from '#database/store-error';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { LiveKeys } from '#vault/live-keys';
import { MailVault } from '#vault/mail-vault';

interface ProgramRow {
  extension: string;
  program: number | null;
  token_made_at: string | null;
  token_used_at: string | null;
  has_mailbox: number;
  failed_at: string | null;
}

const noMailbox = {
  text_ciphertext: null,
  text_nonce: null,
  text_key_version: null,
  copies_since: null,
} as const;

/** Managers' mail programs in MySQL or MariaDB. Mailboxes are sealed, of tokens there is the SHA-256. */
export class SqlMailPrograms implements MailPrograms {
  readonly #vault: MailVault;

  constructor(
    private readonly database: Database,
    private readonly keys: LiveKeys,
    private readonly now: () => Micros,
  ) {
    this.#vault = new MailVault(keys, 'mail_programs');
  }

  async list(): Promise<MailProgram[]> {
    const rows = await this.database.query<ProgramRow>(
      `${programs} AND p.id IS NOT NULL ORDER BY m.extension`,
      [this.#lately()],
    );
    return rows.map(programFrom);
  }

  async find(extension: string): Promise<MailProgram> {
    const [row] = await this.database.query<ProgramRow>(`${programs} AND m.active_extension = ?`, [
      this.#lately(),
      extension,
    ]);
    if (row === undefined) throw unknownManager(extension);
    return programFrom(row);
  }

  async mayUse(extension: string): Promise<boolean> {
    const rows = await this.database.execute(
      `SELECT 1 FROM mail_programs AS p JOIN managers AS m ON m.id = p.manager_id WHERE m.active_extension = ?`,
      [extension],
    );
    return rows.length > 0;
  }

  async allow(extension: string): Promise<void> {
    const id = await this.#managerId(extension);
    await this.database.write('INSERT IGNORE INTO mail_programs (manager_id, allowed_at) VALUES (?, ?)', [
      id,
      toDateTime(this.now()),
    ]);
  }

  async forbid(extension: string): Promise<void> {
    await this.database.write('DELETE FROM mail_programs WHERE manager_id = ?', [
      await this.#managerId(extension),
    ]);
  }

  async setMailbox(extension: string, address: Masked | null): Promise<boolean> {
    const managerId = await this.#managerId(extension);
    return this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      this.keys.refresh();
      const [row] = await transaction.query<{ id: number }>(
        'SELECT id FROM mail_programs WHERE manager_id = ? FOR UPDATE',
        [managerId],
      );
      if (row === undefined) return false;
      const columns =
        address === null
          ? noMailbox
          : { ...this.#vault.sealMasked(row.id, address), copies_since: toDateTime(this.now()) };
      await transaction.update('mail_programs', { id: row.id }, columns);
      // What waits for the mailbox before goes to no other.
      await transaction.write('DELETE FROM mail_copies WHERE program_id = ? AND due_at IS NOT NULL', [
        row.id,
      ]);
      return true;
    });
  }

  async setToken(extension: string, hash: Buffer | null): Promise<boolean> {
    const managerId = await this.#managerId(extension);
    const made = hash === null ? null : toDateTime(this.now());
    return this.database.transaction(async (transaction) => {
      const rows = await lockedOf(transaction, managerId);
      await transaction.update(
        'mail_programs',
        { manager_id: managerId },
        { token_hash: hash, token_made_at: made, token_used_at: null },
      );
      return rows > 0;
    });
  }

  async authenticate(extension: string, tokenHash: Buffer): Promise<Submitter | null> {
    const [row] = await this.database.execute<{
      id: number;
      manager_id: number;
      extension: string;
      since: string;
      token_used_at: string | null;
    }>(
      `SELECT p.id, p.manager_id, m.extension, m.created_at AS since, p.token_used_at
         FROM mail_programs AS p JOIN managers AS m ON m.id = p.manager_id
        WHERE p.token_hash = ? AND m.disabled_at IS NULL AND ${isNotShutOut}`,
      [tokenHash],
    );
    if (row === undefined || row.extension !== extension) return null;
    const now = this.now();
    if (row.token_used_at === null || now - fromDateTime(row.token_used_at) >= usedEvery) {
      await this.database.update('mail_programs', { id: row.id }, { token_used_at: toDateTime(now) });
    }
    return {
      ...{ program: row.id, tokenHash },
      manager: { id: row.manager_id, extension: row.extension, since: fromDateTime(row.since) },
    };
  }

  async orderOf({ program, tokenHash }: Submitter, token: string, openSince: Micros): Promise<string | null> {
    const [row] = await this.database.execute<{ order_number: string }>(
      `SELECT o.order_number
         FROM mail_programs AS p JOIN managers AS m ON m.id = p.manager_id
              JOIN mail_program_aliases AS a ON a.manager_id = p.manager_id
              JOIN orders AS o ON o.id = a.order_id AND o.manager_id = a.manager_id
              LEFT JOIN mail_threads AS t ON t.order_id = o.id
        WHERE p.id = ? AND p.token_hash = ? AND m.disabled_at IS NULL AND a.token = ? AND ${isNotShutOut}
          AND (o.status = 'open' OR t.seen_open_at > ?)`,
      [String(program), tokenHash, token, toDateTime(openSince)],
    );
    return row?.order_number ?? null;
  }

  async aliasOf(orderNumber: string, extension: string, token: string): Promise<string | null> {
    const own = `FROM orders AS o JOIN managers AS m ON m.id = o.manager_id
        JOIN mail_programs AS p ON p.manager_id = m.id
       WHERE o.order_number = ? AND m.active_extension = ?`;
    await this.database.write(
      `INSERT IGNORE INTO mail_program_aliases (token, order_id, manager_id) SELECT ?, o.id, m.id ${own}`,
      [token, orderNumber, extension],
    );
    const [row] = await this.database.query<{ token: string }>(
      `SELECT a.token FROM mail_program_aliases AS a
        WHERE (a.order_id, a.manager_id) = (SELECT o.id, m.id ${own})`,
      [orderNumber, extension],
    );
    return row?.token ?? null;
  }

  async markAnswered(
    orderNumber: string,
    { program, manager }: Submitter,
    { copies, at }: { copies: readonly string[]; at: Micros },
  ): Promise<boolean> {
    if (copies.length === 0) return false;
    const [newest] = await this.database.query<{ mail: number | null }>(
      `SELECT MAX(c.mail_id) AS mail
         FROM mail_copies AS c JOIN mails AS e ON e.id = c.mail_id JOIN orders AS o ON o.id = e.order_id
        WHERE c.program_id = ? AND o.order_number = ? AND c.token IN (?)`,
      [program, orderNumber, copies],
    );
    if (newest === undefined || newest.mail === null) return false;
    const changed = await this.database.write(
      `UPDATE mails AS e JOIN orders AS o ON o.id = e.order_id
              JOIN mail_copies AS c ON c.mail_id = e.id AND c.program_id = ? AND c.state = 'sent'
          SET e.read_at = ?, e.read_by = ?
        WHERE o.order_number = ? AND e.id <= ? AND e.direction = 'in' AND e.read_at IS NULL`,
      [program, toDateTime(at), `manager:${manager.extension}`, orderNumber, newest.mail],
    );
    return changed > 0;
  }

  #lately(): string {
    return toDateTime(this.now() - lately);
  }

  async #managerId(extension: string): Promise<number> {
    const [row] = await this.database.query<{ id: number }>(
      'SELECT id FROM managers WHERE active_extension = ?',
      [extension],
    );
    if (row === undefined) throw unknownManager(extension);
    return row.id;
  }
}

/** How old a stored last use may be. */
const usedEvery: Micros = 60_000_000;

/** The manager `m` has an account that is not disabled, or never had one. */
const isNotShutOut = `(EXISTS (SELECT 1 FROM accounts AS x WHERE x.manager_id = m.id AND x.disabled_at IS NULL)
  OR NOT EXISTS (SELECT 1 FROM accounts AS x WHERE x.manager_id = m.id))`;

/** Refused copies are told of for a week. */
const lately: Micros = 7 * 86_400_000_000;

const programs = `SELECT m.extension, p.id AS program, p.token_made_at, p.token_used_at,
    p.text_ciphertext IS NOT NULL AS has_mailbox,
    (SELECT MAX(c.at) FROM mail_copies AS c WHERE c.program_id = p.id AND c.state = 'failed'
        AND c.at > ?) AS failed_at
  FROM managers AS m LEFT JOIN mail_programs AS p ON p.manager_id = m.id WHERE m.disabled_at IS NULL`;

function programFrom(row: ProgramRow): MailProgram {
  return {
    extension: row.extension,
    isAllowed: row.program !== null,
    tokenMadeAt: fromDateTimeOrNull(row.token_made_at),
    tokenUsedAt: fromDateTimeOrNull(row.token_used_at),
    hasMailbox: row.has_mailbox === 1,
    copyFailedAt: fromDateTimeOrNull(row.failed_at),
  };
}

async function lockedOf(transaction: Transaction, managerId: number): Promise<number> {
  const rows = await transaction.query('SELECT id FROM mail_programs WHERE manager_id = ? FOR UPDATE', [
    managerId,
  ]);
  return rows.length;
}

function unknownManager(extension: string): StoreError {
  return new StoreError(
    'manager-unknown',
    `No active manager has the extension ${extension}. See: star7 manager list.`,
    { extension },
  );
}

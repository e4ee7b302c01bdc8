import type { RevealReason, Revealable } from './model/reveal-request';
import type { NewReveal, RevealLimits, RevealRequest, RevealStore, SealedContacts } from './reveal-store';
import { fromDateTime, fromDateTimeOrNull, toDateTime } from '#database/date-time';
import type { Database } from '#database/database';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { ContactKind } from '#vault/blind-index';
import type { ContactVault, SealedColumns } from '#vault/contact-vault';

interface RevealRow {
  id: number;
  order_number: string;
  what: Revealable;
  mail_id: number | null;
  reason: RevealReason;
  note: string;
  asked_by: number;
  login: string;
  asked_at: string;
  approved: 0 | 1 | null;
  decided_by: string | null;
  decided_at: string | null;
  shown_at: string | null;
}

const day: Micros = 86_400_000_000;

const rows = `SELECT r.*, o.order_number, a.login FROM reveals AS r
                JOIN orders AS o ON o.id = r.order_id JOIN accounts AS a ON a.id = r.asked_by`;

/** Requests in MySQL or MariaDB. */
export class SqlReveals implements RevealStore {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  async persons(): Promise<string[]> {
    const named = await this.database.query<{ login: string }>(
      `SELECT a.login FROM reveal_persons AS p JOIN accounts AS a ON a.id = p.account_id
        WHERE a.disabled_at IS NULL AND a.role IN ('supervisor', 'administrator') ORDER BY a.login`,
    );
    return named.map(({ login }) => login);
  }

  async isPerson(account: number): Promise<boolean> {
    const named = await this.database.query('SELECT 1 FROM reveal_persons WHERE account_id = ?', [account]);
    return named.length > 0;
  }

  async addPerson(login: string, by: string): Promise<boolean> {
    const [account] = await this.database.query<{ id: number }>(
      `SELECT id FROM accounts WHERE active_login = ? AND role IN ('supervisor', 'administrator')`,
      [login],
    );
    if (account === undefined) return false;
    const row = { account_id: account.id, named_by: by, named_at: toDateTime(this.now()) };
    await this.database.insertMany('reveal_persons', [row], 'account_id = account_id');
    return true;
  }

  async removePerson(login: string): Promise<boolean> {
    const removed = await this.database.write(
      'DELETE FROM reveal_persons WHERE account_id IN (SELECT id FROM accounts WHERE login = ?)',
      [login],
    );
    return removed > 0;
  }

  async ask(
    { orderNumber, what, mailId, reason, note, account, at }: NewReveal,
    { perPerson, perSite }: RevealLimits,
  ): Promise<number | null> {
    return this.database.transaction(async (transaction) => {
      // The lock of all who ask: two requests at once are counted one after the other.
      await transaction.query('SELECT account_id FROM reveal_persons ORDER BY account_id FOR UPDATE');
      const [counted] = await transaction.query<{ own: number; total: number }>(
        'SELECT COUNT(IF(asked_by = ?, 1, NULL)) AS own, COUNT(*) AS total FROM reveals WHERE asked_at > ?',
        [account, toDateTime(at - day)],
      );
      if ((counted?.own ?? 0) >= perPerson || (counted?.total ?? 0) >= perSite) return null;
      const [order] = await transaction.query<{ id: number }>(
        'SELECT id FROM orders WHERE order_number = ?',
        [orderNumber],
      );
      if (order === undefined) throw new Error('an order that was found is gone');
      return transaction.insert('reveals', {
        ...{ order_id: order.id, what, mail_id: mailId, reason, note },
        ...{ asked_by: account, asked_at: toDateTime(at) },
      });
    });
  }

  async find(id: number): Promise<RevealRequest | null> {
    const [row] = await this.database.query<RevealRow>(`${rows} WHERE r.id = ?`, [id]);
    return row === undefined ? null : requestFrom(row);
  }

  async list(most: number): Promise<RevealRequest[]> {
    const newest = await this.database.query<RevealRow>(`${rows} ORDER BY r.id DESC LIMIT ?`, [most]);
    return newest.map(requestFrom);
  }

  async decide(id: number, approved: boolean, by: string, at: Micros): Promise<boolean> {
    // An approval is taken back as long as nobody has looked; nothing else is decided twice.
    const open = approved ? 'approved IS NULL' : '(approved IS NULL OR approved) AND shown_at IS NULL';
    const changed = await this.database.write(
      `UPDATE reveals SET approved = ?, decided_by = ?, decided_at = ? WHERE id = ? AND ${open}`,
      [approved, by, toDateTime(at), id],
    );
    return changed > 0;
  }

  async show(id: number, at: Micros): Promise<boolean> {
    const changed = await this.database.write(
      'UPDATE reveals SET shown_at = ? WHERE id = ? AND approved AND shown_at IS NULL',
      [toDateTime(at), id],
    );
    return changed > 0;
  }
}

/** Opens a contact of an order. */
export class SqlSealedContacts implements SealedContacts {
  constructor(
    private readonly database: Database,
    private readonly vault: ContactVault,
  ) {}

  async contact(orderNumber: string, slot: Exclude<Revealable, 'mail'>): Promise<Masked | null> {
    const [row] = await this.database.query<
      { id: number; kind: ContactKind } & Pick<SealedColumns, 'ciphertext' | 'nonce' | 'key_version'>
    >(
      `SELECT p.id, p.kind, p.ciphertext, p.nonce, p.key_version
         FROM orders AS o JOIN contact_points AS p ON p.id = CASE ?
              WHEN 'main' THEN o.main_point_id WHEN 'second' THEN o.second_point_id
              WHEN 'recipient' THEN o.recipient_point_id ELSE o.email_point_id END
        WHERE o.order_number = ? AND p.active`,
      [slot, orderNumber],
    );
    return row === undefined ? null : this.vault.open(row.id, row.kind, row);
  }
}

function requestFrom(row: RevealRow): RevealRequest {
  return {
    id: row.id,
    orderNumber: row.order_number,
    what: row.what,
    mailId: row.mail_id,
    reason: row.reason,
    note: row.note,
    account: row.asked_by,
    login: row.login,
    askedAt: fromDateTime(row.asked_at),
    approved: row.approved === null ? null : row.approved === 1,
    decidedBy: row.decided_by,
    decidedAt: fromDateTimeOrNull(row.decided_at),
    shownAt: fromDateTimeOrNull(row.shown_at),
  };
}

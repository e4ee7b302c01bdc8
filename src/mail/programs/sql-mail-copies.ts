import { randomUUID } from 'node:crypto';
import { newToken } from '../mail-intake';
import { openText } from '../mail-row';
import type { MailRow } from '../mail-row';
import type { DeliveryFault, DeliveryReport, MailPicture } from '../model/mail';
import { retryDelays } from '../model/mail-rates';
import { ownMessageId, referencesOf } from '../model/new-mail';
import type { ClaimedCopy, MailCopies } from './mail-programs';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import type { Language } from '#kernel/language';
import type { Micros } from '#kernel/micros';
import type { LiveKeys } from '#vault/live-keys';
import { MailVault } from '#vault/mail-vault';
import type { MailColumns } from '#vault/mail-vault';
import { VaultError } from '#vault/vault-error';

interface DueRow {
  id: number;
  token: string;
  at: string;
  due_at: string;
  attempts: number;
  mail_id: number;
  program_id: number;
}

interface CopyRow extends MailRow {
  order_id: number;
  order_number: string;
  customer_name: string;
  manager_id: number;
  extension: string;
  language: Language;
}

/** Mails are copied that came within this time before a start; later ones within minutes, whatever the sequence in which they are stored. */
const atStart: Micros = 24 * 3_600_000_000;
const behind: Micros = 600_000_000;
const tidyEvery: Micros = 60_000_000;
const mostPrepared = 100;
const longestThread = 100;

/** Copies as a queue of several processes. */
export class SqlMailCopies implements MailCopies {
  readonly #mails: MailVault;
  readonly #pictures: MailVault;
  readonly #mailboxes: MailVault;
  /** Mails up to this id have had their time. */
  #seenTo: number | null = null;
  #tidiedAt: Micros = 0;
  /** Whether some of those after it may have been left. */
  #hasMore = false;

  /** @param domain of own Message-IDs */
  constructor(
    private readonly database: Database,
    keys: LiveKeys,
    private readonly domain: string,
  ) {
    this.#mails = new MailVault(keys, 'mails');
    this.#pictures = new MailVault(keys, 'mail_pictures');
    this.#mailboxes = new MailVault(keys, 'mail_programs');
  }

  async prepare(now: Micros): Promise<number> {
    if (now - this.#tidiedAt >= tidyEvery) {
      // Who has left keeps no mailbox here, and has nothing sent there.
      await this.database.write(
        'DELETE p FROM mail_programs AS p JOIN managers AS m ON m.id = p.manager_id WHERE m.disabled_at IS NOT NULL',
      );
      this.#tidiedAt = now;
    }
    const seenTo = await this.#seen(now);
    this.#seenTo = seenTo;
    const rows = await this.database.query<{
      mail: number;
      program: number;
      order_id: number;
      manager_id: number;
    }>(
      `SELECT e.id AS mail, p.id AS program, o.id AS order_id, o.manager_id
         FROM mails AS e JOIN orders AS o ON o.id = e.order_id
              JOIN mail_programs AS p ON p.manager_id = o.manager_id
              LEFT JOIN mail_copies AS c ON c.mail_id = e.id AND c.program_id = p.id
        WHERE e.id > ? AND e.direction = 'in' AND e.transport = 'mail' AND e.kind = 'person' AND NOT e.spam
          AND e.at >= p.copies_since AND c.id IS NULL ORDER BY e.id LIMIT ?`,
      [seenTo, mostPrepared],
    );
    this.#hasMore = rows.length === mostPrepared;
    for (const { mail, program, order_id: order, manager_id: manager } of rows) {
      await this.database.write(
        'INSERT IGNORE INTO mail_program_aliases (token, order_id, manager_id) VALUES (?, ?, ?)',
        [newToken(), order, manager],
      );
      await this.database.write(
        `INSERT IGNORE INTO mail_copies (mail_id, program_id, token, state, at, due_at) VALUES (?, ?, ?, 'queued', ?, ?)`,
        [mail, program, newToken(), toDateTime(now), toDateTime(now)],
      );
    }
    return rows.length;
  }

  async claim(most: number, { until, now }: { until: Micros; now: Micros }): Promise<ClaimedCopy[]> {
    const rows = await this.database.query<DueRow>(
      'SELECT * FROM mail_copies WHERE due_at <= ? ORDER BY due_at, id LIMIT ?',
      [toDateTime(now), most],
    );
    const claimed: ClaimedCopy[] = [];
    for (const row of rows) {
      const lease = randomUUID();
      const isMine = await this.database.write(
        'UPDATE mail_copies SET due_at = ?, lease = ? WHERE id = ? AND due_at = ?',
        [toDateTime(until), lease, row.id, row.due_at],
      );
      if (isMine === 0) continue;
      try {
        const copy = await this.#claimed(row, lease);
        if (copy === null) await this.failed({ ...row, lease }, 'address-changed', null);
        else claimed.push(copy);
      } catch (error) {
        if (!(error instanceof VaultError)) throw error;
        const delay = retryDelays[row.attempts];
        await this.failed({ ...row, lease }, 'other', delay === undefined ? null : now + delay * 1_000_000);
      }
    }
    return claimed;
  }

  async sent({ id, lease }: Pick<ClaimedCopy, 'id' | 'lease'>): Promise<void> {
    await this.database.update(
      'mail_copies',
      { id, lease },
      { state: 'sent', fault: null, due_at: null, lease: null },
    );
  }

  async failed(
    { id, lease, attempts }: Pick<ClaimedCopy, 'id' | 'lease' | 'attempts'>,
    fault: DeliveryFault,
    dueAt: Micros | null,
  ): Promise<void> {
    const columns = { fault, attempts: attempts + 1, lease: null };
    await this.database.update(
      'mail_copies',
      { id, lease },
      dueAt === null
        ? { ...columns, state: 'failed', due_at: null }
        : { ...columns, due_at: toDateTime(dueAt) },
    );
  }

  async isKnown(token: string): Promise<boolean> {
    const rows = await this.database.execute('SELECT 1 FROM mail_copies WHERE token = ?', [token]);
    return rows.length > 0;
  }

  async report(token: string, { outcome, fault }: DeliveryReport): Promise<void> {
    if (outcome !== 'failed') return;
    await this.database.update('mail_copies', { token }, { state: 'failed', fault });
  }

  async waiting(): Promise<number> {
    const [row] = await this.database.query<{ waiting: number }>(
      'SELECT COUNT(*) AS waiting FROM mail_copies WHERE due_at IS NOT NULL',
    );
    return row?.waiting ?? 0;
  }

  async #seen(now: Micros): Promise<number> {
    if (this.#seenTo === null) {
      const [first] = await this.database.query<{ id: number | null }>(
        `SELECT MIN(id) - 1 AS id FROM mails WHERE direction = 'in' AND at > ?`,
        [toDateTime(now - atStart)],
      );
      const [last] = await this.database.query<{ id: number | null }>('SELECT MAX(id) AS id FROM mails');
      return first?.id ?? last?.id ?? 0;
    }
    if (this.#hasMore) return this.#seenTo;
    const [row] = await this.database.query<{ id: number | null }>(
      'SELECT MAX(id) AS id FROM mails WHERE id > ? AND at < ?',
      [this.#seenTo, toDateTime(now - behind)],
    );
    return Math.max(this.#seenTo, row?.id ?? 0);
  }

  /** @returns null where its manager has no mailbox or not the order any more */
  async #claimed(row: DueRow, lease: string): Promise<ClaimedCopy | null> {
    const [mail] = await this.database.query<CopyRow>(
      `SELECT e.*, o.order_number, o.customer_name, m.id AS manager_id, m.extension, m.language
         FROM mails AS e JOIN orders AS o ON o.id = e.order_id JOIN managers AS m ON m.id = o.manager_id
              JOIN mail_programs AS p ON p.manager_id = m.id
        WHERE e.id = ? AND p.id = ? AND m.disabled_at IS NULL`,
      [row.mail_id, row.program_id],
    );
    const [mailbox] = await this.database.query<MailColumns>(
      `SELECT text_ciphertext, text_nonce, text_key_version FROM mail_programs
        WHERE id = ? AND text_ciphertext IS NOT NULL`,
      [row.program_id],
    );
    if (mail === undefined || mailbox === undefined) return null;
    const [alias] = await this.database.query<{ token: string }>(
      'SELECT token FROM mail_program_aliases WHERE order_id = ? AND manager_id = ?',
      [mail.order_id, mail.manager_id],
    );
    if (alias === undefined) return null;
    const { subject, text } = openText(mail, this.#mails);
    return {
      ...{ mailId: mail.id, extension: mail.extension },
      ...{ id: row.id, lease, attempts: row.attempts, token: row.token, at: fromDateTime(mail.at) },
      to: this.#mailboxes.openMasked(row.program_id, mailbox),
      ...{ language: mail.language, aliasToken: alias.token },
      mail: {
        ...{ orderNumber: mail.order_number, customerName: mail.customer_name, subject, text },
        ...{ senderKnown: mail.sender_known === 1, senderFormer: mail.sender_former === 1 },
        hasRefused: mail.refused !== '',
      },
      pictures: await this.#picturesOf(mail.id),
      references: await this.#references(row, mail),
    };
  }

  async #picturesOf(mailId: number): Promise<MailPicture[]> {
    const rows = await this.database.query<MailColumns & { id: number; type: MailPicture['type'] }>(
      'SELECT id, type, text_ciphertext, text_nonce, text_key_version FROM mail_pictures WHERE mail_id = ? ORDER BY nth',
      [mailId],
    );
    return rows.map((row) => ({
      type: row.type,
      bytes: Buffer.from(this.#pictures.open(row.id, row), 'base64'),
    }));
  }

  /** Of copies before, and of what the manager's program has sent itself. */
  async #references(row: DueRow, { order_id: order, extension }: CopyRow): Promise<string[]> {
    const before = await this.database.query<MailRow & { copy: string | null }>(
      `SELECT e.*, c.token AS copy FROM mails AS e
              LEFT JOIN mail_copies AS c ON c.mail_id = e.id AND c.program_id = ?
        WHERE e.order_id = ? AND e.id < ? AND (c.id IS NOT NULL OR (e.submitted AND e.author = ?))
        ORDER BY e.id DESC LIMIT ?`,
      [row.program_id, order, row.mail_id, `manager:${extension}`, longestThread],
    );
    return referencesOf(before.reverse(), (each) =>
      each.copy === null ? openText(each, this.#mails).messageId : ownMessageId(each.copy, this.domain),
    );
  }
}

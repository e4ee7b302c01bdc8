import { onceWithin, partsWithin, setAsideFor, strangersFor } from '../model/sms/sms-rates';
import type { DueSms, SmsInbox, StrangerReason, StrangerSms } from './sms-store';
import { fromCursor, pageLimit, toPage } from '#database/cursor';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import { builder } from '#database/queries';
import { lockSealing } from '#database/sealing-lock';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { Page, PageRequest } from '#kernel/page';
import type { Slot } from '#kernel/slot';
import type { ContactVault } from '#vault/contact-vault';
import { MailVault, unsealed } from '#vault/mail-vault';
import type { MailColumns } from '#vault/mail-vault';
import { SmsVault } from '#vault/sms-vault';
import type { KeptSms } from '#vault/sms-vault';
import { VaultError } from '#vault/vault-error';

interface InboxRow extends MailColumns {
  id: number;
  at: string;
  message_hash: Buffer;
  total: number;
  tries: number;
}

interface StrangerRow extends MailColumns {
  id: number;
  at: string;
  reason: StrangerReason;
  hidden: number;
}

/** Orders with the number in this slot; as calls look for them, by the slot's own index (src/calls/sql-caller-orders.ts). */
const inSlot = (slot: Slot): string => `
  SELECT o.id, o.customer_id, o.order_number, o.status, o.placed_at, p.typed, p.id AS point_id
    FROM contact_points AS p JOIN orders AS o FORCE INDEX (orders_${slot}_point) ON o.${slot}_point_id = p.id
   WHERE p.kind = 'phone' AND p.active AND p.number_index IN (?)`;

/**
 * First those that were written to from the company's number, the last one before the others; these also for some days after they were
 * closed. Then as calls go: numbers that the shop gave before those that people typed, the newest order first.
 */
const ordersOfNumber = `
  SELECT f.order_number, f.customer_id, f.typed, f.written_at
    FROM (SELECT o.*, (SELECT MAX(e.at) FROM sms_outbox AS s JOIN mails AS e ON e.id = s.mail_id
                        WHERE s.point_id = o.point_id AND s.sender = ? AND e.order_id = o.id) AS written_at
            FROM (${inSlot('main')} UNION ALL ${inSlot('second')} UNION ALL ${inSlot('recipient')}) AS o) AS f
    LEFT JOIN mail_threads AS t ON t.order_id = f.id
   WHERE f.status = 'open' OR (f.written_at IS NOT NULL AND t.seen_open_at > ?)
   ORDER BY f.typed, f.written_at IS NULL, f.written_at DESC, f.placed_at DESC, f.id DESC
   LIMIT 100`;

/** SMS that came in, sealed with their numbers until they are in a thread. */
export class SqlSmsInbox implements SmsInbox {
  readonly #vault: SmsVault;
  readonly #strangers: MailVault;

  /** @param answeredFor how long an order that was written to can be answered after it was closed */
  constructor(
    private readonly database: Database,
    private readonly contacts: ContactVault,
    private readonly now: () => Micros,
    private readonly answeredFor: Micros,
  ) {
    this.#vault = new SmsVault(contacts.keys);
    this.#strangers = new MailVault(contacts.keys, 'sms_strangers');
  }

  async keep(sms: KeptSms, at: Micros): Promise<void> {
    const { total = 1, nth = 1 } = sms.mark ?? {};
    await this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      this.contacts.keys.refresh();
      const hash = this.#vault.messageHash(sms);
      const since = toDateTime(at - partsWithin);
      if (total > 1) {
        const there = await transaction.query(
          `SELECT 1 FROM sms_inbox WHERE message_hash = ? AND nth = ? AND at > ?
           UNION ALL SELECT 1 FROM sms_taken WHERE message_hash = ? AND nth = ? AND at > ?`,
          [hash, nth, since, hash, nth, since],
        );
        if (there.length > 0) return;
      }
      const id = await transaction.insert('sms_inbox', {
        ...{ at: toDateTime(at), message_hash: hash, total, nth, ...unsealed },
        due_at: toDateTime(total === 1 ? at : at + partsWithin),
      });
      await transaction.update('sms_inbox', { id }, { ...this.#vault.seal(id, sms) });
      if (total === 1) return;
      const [parts] = await transaction.query<{ there: number }>(
        'SELECT COUNT(DISTINCT nth) AS there FROM sms_inbox WHERE message_hash = ? AND total = ? AND at > ?',
        [hash, total, since],
      );
      if ((parts?.there ?? 0) < total) return;
      await transaction.write(
        'UPDATE sms_inbox SET due_at = ? WHERE message_hash = ? AND total = ? AND at > ?',
        [...[toDateTime(at), hash, total, since]],
      );
    });
  }

  async due(now: Micros, most: number): Promise<DueSms[]> {
    const rows = await this.database.query<InboxRow>(
      'SELECT * FROM sms_inbox WHERE due_at <= ? ORDER BY due_at, id LIMIT ?',
      [toDateTime(now), most],
    );
    const found: DueSms[] = [];
    const seen = new Set<number>();
    for (const row of rows) {
      if (seen.has(row.id)) continue;
      const parts =
        row.total === 1
          ? [row]
          : await this.database.query<InboxRow>(
              `SELECT * FROM sms_inbox
                WHERE message_hash = ? AND total = ? AND at < ? AND due_at IS NOT NULL ORDER BY at, id`,
              [row.message_hash, row.total, toDateTime(fromDateTime(row.at) + partsWithin)],
            );
      for (const { id } of parts) seen.add(id);
      found.push({
        ids: parts.map(({ id }) => id),
        at: fromDateTime(parts[0]?.at ?? row.at),
        tries: row.tries,
        parts: this.#opened(parts),
      });
    }
    return found;
  }

  /** @returns null where they cannot be opened: the others are not kept back by it */
  #opened(parts: readonly InboxRow[]): KeptSms[] | null {
    try {
      return parts.map((part) => this.#vault.open(part.id, part));
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      return null;
    }
  }

  async later(ids: readonly number[], dueAt: Micros | null, tries: number): Promise<void> {
    await this.database.write('UPDATE sms_inbox SET due_at = ?, tries = ? WHERE id IN (?)', [
      ...[dueAt === null ? null : toDateTime(dueAt), tries, ids],
    ]);
  }

  async drop(ids: readonly number[], now: Micros): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await transaction.write(
        'REPLACE INTO sms_taken (message_hash, nth, at) SELECT message_hash, nth, ? FROM sms_inbox WHERE id IN (?) AND total > 1',
        [toDateTime(now), ids],
      );
      await transaction.write('DELETE FROM sms_inbox WHERE id IN (?)', [ids]);
    });
  }

  async retry(now: Micros): Promise<void> {
    await this.database.update('sms_inbox', { due_at: null }, { due_at: toDateTime(now) });
  }

  async counts(): Promise<{ waiting: number; setAside: number }> {
    const [row] = await this.database.query<{ total: number; waiting: number }>(
      'SELECT COUNT(*) AS total, COUNT(due_at) AS waiting FROM sms_inbox',
    );
    const { total = 0, waiting = 0 } = row ?? {};
    return { waiting, setAside: total - waiting };
  }

  async orderOf(
    number: Masked,
    sender: string,
  ): Promise<{ orderNumber: string; isStated: boolean } | 'nobody' | 'several'> {
    const hashes = this.contacts.hashes('phone', number).map(({ hash }) => hash);
    const rows = await this.database.query<{
      order_number: string;
      customer_id: number;
      typed: number;
      written_at: string | null;
    }>(ordersOfNumber, [sender, hashes, hashes, hashes, toDateTime(this.now() - this.answeredFor)]);
    const [first] = rows;
    if (first === undefined) return 'nobody';
    // What somebody typed draws no message that is another's.
    const own = rows.filter(({ typed }) => typed === first.typed);
    const isOne = new Set(own.map((row) => row.customer_id)).size === 1;
    return first.written_at !== null || isOne
      ? { orderNumber: first.order_number, isStated: first.typed === 0 }
      : 'several';
  }

  onceOf(from: Masked, text: string, at: Micros): Buffer {
    return this.#vault.onceHash(from, text, String(Math.floor(at / onceWithin)));
  }

  async strangersSince(since: Micros): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      'SELECT COUNT(*) AS count FROM sms_strangers WHERE at > ?',
      [toDateTime(since)],
    );
    return row?.count ?? 0;
  }

  async keepStranger(
    { at, reason, text, hidden }: Omit<StrangerSms, 'id'>,
    once: Buffer,
    before: Buffer,
  ): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      this.contacts.keys.refresh();
      const rows = await transaction.query(
        'SELECT 1 FROM sms_strangers WHERE once_hash = ? OR (once_hash = ? AND at > ?)',
        [once, before, toDateTime(at - onceWithin)],
      );
      if (rows.length > 0) return;
      const row = { at: toDateTime(at), reason, hidden, once_hash: once, ...unsealed };
      const id = await transaction.insert('sms_strangers', row);
      await transaction.update('sms_strangers', { id }, { ...this.#strangers.seal(id, text) });
    });
  }

  async strangers(page: PageRequest): Promise<Page<StrangerSms>> {
    const limit = pageLimit(page.limit);
    const list = builder('sms_strangers')
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit + 1);
    if (page.after !== undefined) {
      const [at, id] = fromCursor(page.after, ['number', 'number']);
      void list.whereRaw('(at, id) < (?, ?)', [toDateTime(Number(at)), Number(id)]);
    }
    const rows = await this.database.query<StrangerRow>(list);
    return toPage(
      rows,
      limit,
      (row) => ({
        ...{ id: row.id, at: fromDateTime(row.at), reason: row.reason, hidden: row.hidden },
        text: this.#strangers.open(row.id, row),
      }),
      (row) => [fromDateTime(row.at), row.id],
    );
  }

  async tidy(now: Micros): Promise<void> {
    await this.database.write('DELETE FROM sms_strangers WHERE at < ?', [toDateTime(now - strangersFor)]);
    await this.database.write('DELETE FROM sms_taken WHERE at < ?', [toDateTime(now - partsWithin)]);
    await this.database.write('DELETE FROM sms_inbox WHERE due_at IS NULL AND at < ?', [
      toDateTime(now - setAsideFor),
    ]);
  }
}

import { createHash } from 'node:crypto';
import type { DeliveryReport, MailPicture } from './model/mail';
import { mailFrom, openText, orderColumns, orderFrom, textOf } from './mail-row';
import type { MailOrderRow, MailRow, MailText } from './mail-row';
import type { BoxedMail, BoxFilter, MailBoxStore } from './mail-box';
import type { MailOriginal, MailOriginals } from './mail-originals';
import type { DeletedMails, MailAges, OldMails } from './mail-retention';
import { isTaken } from './model/mail-rates';
import type { MailCounts } from './model/mail-rates';
import { askedLinks } from './sql-confirmations';
import { writtenParts } from './sms/sql-sms-outbox';
import type {
  FormerContacts,
  MailOrder,
  MailStore,
  MailTokens,
  NewThreadMail,
  NotWritten,
  ThreadMail,
  ThreadState,
  WriteLimits,
  WrittenMail,
} from './mails';
import { orderWithAlias } from './thread-alias';
import type { Database } from '#database/database';
import { fromCursor, pageLimit, toPage } from '#database/cursor';
import { fromDateTime, fromDateTimeOrNull, toDateTime } from '#database/date-time';
import { builder, overwriting } from '#database/queries';
import type { Columns, Queries, Transaction } from '#database/queries';
import { lockSealing } from '#database/sealing-lock';
import { isDuplicate } from '#database/store-error';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import type { Page, PageRequest } from '#kernel/page';
import type { OrderChange } from '#orders/order-feed';
import { isUnreadMail } from '#orders/order-row';
import type { ContactKind } from '#vault/blind-index';
import { plainContacts } from '#vault/contact-text';
import type { ContactVault, SealedColumns } from '#vault/contact-vault';
import { MailVault, unsealed } from '#vault/mail-vault';
import type { MailColumns } from '#vault/mail-vault';

const hour: Micros = 3_600_000_000;
const day: Micros = 24 * hour;
/** Mails of a thread that are shown. */
const longestThread = 200;

/** Mails in MySQL or MariaDB. Texts and pictures are sealed for their rows. */
export class SqlMails implements MailStore, MailBoxStore, MailOriginals, OldMails {
  readonly #mails: MailVault;
  readonly #pictures: MailVault;
  readonly #drafts: MailVault;
  readonly #originals: MailVault;

  /** @param aliasFor how long an address lives after its order was closed */
  constructor(
    private readonly database: Database,
    private readonly contacts: ContactVault,
    private readonly now: () => Micros,
    private readonly aliasFor: Micros,
  ) {
    const { keys } = contacts;
    this.#mails = new MailVault(keys, 'mails');
    this.#pictures = new MailVault(keys, 'mail_pictures');
    this.#drafts = new MailVault(keys, 'mail_drafts');
    this.#originals = new MailVault(keys, 'mail_originals');
  }

  async orderOfToken(token: string): Promise<MailOrder | null> {
    const [row] = await this.database.execute<MailOrderRow>(`SELECT ${orderColumns} WHERE ${isOfToken}`, [
      token,
      token,
      toDateTime(this.now() - this.aliasFor),
    ]);
    return row === undefined ? null : orderFrom(row, this.contacts, token);
  }

  async isKnown({ reply, bounce, test }: MailTokens): Promise<boolean> {
    const [row] = await this.database.execute<{ known: number }>(
      `SELECT EXISTS (SELECT 1 FROM mail_threads AS t JOIN orders AS o ON o.id = t.order_id WHERE ${isOfToken})
              OR EXISTS (SELECT 1 FROM mails WHERE token = ? AND direction = 'out')
              OR EXISTS (SELECT 1 FROM mail_tests WHERE token = ? AND arrived_at IS NULL) AS known`,
      [reply, reply, toDateTime(this.now() - this.aliasFor), bounce, test],
    );
    return row?.known === 1;
  }

  async orderOfNumber(orderNumber: string, token: string, now: Micros): Promise<MailOrder> {
    const row = await orderWithAlias(this.database, orderNumber, () => token, now);
    if (row === undefined) throw new Error('an order that was found is gone');
    return orderFrom(row, this.contacts);
  }

  counts(orderId: number, now: Micros): Promise<MailCounts> {
    return countsOf(this.database, orderId, now);
  }

  async formerContacts({ id, emailPointId, isContactChanged }: MailOrder): Promise<FormerContacts> {
    if (!isContactChanged) return noFormer;
    const standing = `FROM order_entries AS e WHERE e.order_id = ? AND e.kind = 'contact-changed'
       AND NOT EXISTS (SELECT 1 FROM order_entries AS r WHERE r.order_id = e.order_id AND r.restores = e.id)`;
    const rows = await this.database.query<
      { id: number; kind: ContactKind } & Pick<SealedColumns, 'ciphertext' | 'nonce' | 'key_version'>
    >(
      `SELECT p.id, p.kind, p.ciphertext, p.nonce, p.key_version
         FROM (SELECT e.old_point_id AS id ${standing} UNION SELECT e.new_point_id ${standing}) AS held
         JOIN contact_points AS p ON p.id = held.id ORDER BY p.id`,
      [id, id],
    );
    if (rows.length === 0) return noFormer;
    const open = (kind: ContactKind): Masked[] =>
      rows.filter((row) => row.kind === kind).map((row) => this.contacts.open(row.id, kind, row));
    const confirmed = await this.database.query(
      'SELECT 1 FROM mail_confirmations WHERE point_id = ? AND confirmed_at IS NOT NULL LIMIT 1',
      [emailPointId],
    );
    return {
      addresses: rows
        .filter((row) => row.kind === 'email' && row.id !== emailPointId)
        .map((row) => this.contacts.open(row.id, 'email', row)),
      own: {
        numbers: plainContacts(open('phone'), null).numbers,
        addresses: open('email').flatMap((address) => plainContacts([], address).addresses),
      },
      isConfirmed: confirmed.length > 0,
    };
  }

  async receive(
    order: MailOrder,
    { token, at, mail, senderKnown, senderFormer = false, original = null, sms }: NewThreadMail,
  ): Promise<'stored' | 'repeated'> {
    const { kind, subject, text, hidden, pictures, refused, isSpam, messageId } = mail;
    const once = messageId === null ? null : hashOf('message', messageId);
    return this.database.transaction(async (transaction) => {
      await this.#lock(transaction);
      if (sms?.before !== undefined) {
        const { messageId: earlier, since } = sms.before;
        const rows = await transaction.query(
          'SELECT 1 FROM mails WHERE order_id = ? AND once_hash = ? AND at > ?',
          [order.id, hashOf('message', earlier), toDateTime(since)],
        );
        if (rows.length > 0) return 'repeated';
      }
      const id = await this.#insertOnce(
        transaction,
        {
          ...{ order_id: order.id, token, direction: 'in', kind, state: 'received', at: toDateTime(at) },
          ...{ sender_known: senderKnown, sender_former: senderFormer, point_id: order.emailPointId },
          ...{ spam: isSpam, hidden, refused: refused.join(' ') },
          ...{ pictures: pictures.length, once_hash: once },
          ...(sms !== undefined && { transport: 'sms', parts: sms.parts }),
        },
        { subject, text, messageId },
      );
      if (id === null) return 'repeated';
      for (const [nth, picture] of pictures.entries()) {
        await this.#insertPicture(transaction, id, nth, picture);
      }
      await this.#insertOriginal(transaction, id, original, at);
      return 'stored';
    });
  }

  async orderOfMail(token: string): Promise<OrderChange | null> {
    const [row] = await this.database.execute<{ order_number: string; extension: string | null }>(
      `SELECT o.order_number, m.active_extension AS extension
         FROM mails AS e JOIN orders AS o ON o.id = e.order_id LEFT JOIN managers AS m ON m.id = o.manager_id
        WHERE e.token = ? AND e.direction = 'out'`,
      [token],
    );
    return row === undefined ? null : { orderNumber: row.order_number, managerExtension: row.extension };
  }

  async report(token: string, { outcome, fault }: DeliveryReport): Promise<void> {
    if (outcome === 'delivered') return;
    await this.database.write(
      // What has failed for good is not late.
      "UPDATE mails SET state = ?, fault = ? WHERE token = ? AND direction = 'out' AND state <> 'failed'",
      [outcome, fault, token],
    );
  }

  async written(order: MailOrder, mail: Pick<WrittenMail, 'author' | 'once'>) {
    return earlierOf(this.database, order.id, mail);
  }

  async write(
    order: MailOrder,
    {
      token,
      at,
      kind,
      author,
      subject,
      text,
      hidden,
      once,
      original = null,
      sms,
      link,
      limits,
      submitted,
    }: WrittenMail,
  ): Promise<{ id: number; isNew: boolean } | NotWritten> {
    return this.database.transaction(async (transaction) => {
      await this.#lock(transaction);
      const earlier = await earlierOf(transaction, order.id, { author, once });
      if (earlier !== null) return earlier === 'key-reused' ? earlier : { id: earlier, isNew: false };
      if (limits !== undefined) {
        const refusal = await refusalOf(transaction, order.id, { at, kind, author, sms, limits });
        if (refusal !== null) return refusal;
      }
      const { key, request } = hashesOf({ author, once });
      const id = await this.#insert(
        transaction,
        {
          ...{ order_id: order.id, token, direction: 'out', kind, state: 'queued', author },
          ...{ at: toDateTime(at), hidden, once_hash: key, request_hash: request },
          ...(submitted !== undefined && { submitted: true }),
          ...(sms === undefined
            ? {
                [link === undefined ? 'due_at' : 'confirm_due_at']: toDateTime(at),
                point_id: order.emailPointId,
              }
            : { transport: 'sms', parts: sms.parts }),
        },
        {
          subject,
          text,
          messageId: submitted?.messageId ?? null,
          ...(link !== undefined && { linkToken: link.token }),
        },
      );
      if (sms !== undefined) {
        const row = { mail_id: id, sender: sms.sender, due_at: toDateTime(at) };
        await transaction.insert('sms_outbox', row);
      }
      if (link !== undefined) {
        await transaction.insert('mail_confirmations', {
          ...{ order_id: order.id, point_id: order.emailPointId, token_hash: link.hash },
          ...{ asked_by: author, asked_at: toDateTime(at), expires_at: toDateTime(link.expiresAt) },
        });
      }
      await this.#insertOriginal(transaction, id, original, at);
      // With it: what is sent is no draft, even if the next statement would fail.
      if (author !== null) {
        await transaction.write('DELETE FROM mail_drafts WHERE order_id = ? AND author = ?', [
          order.id,
          author,
        ]);
      }
      return { id, isNew: true };
    });
  }

  async threadState(orderNumber: string): Promise<ThreadState> {
    const [row] = await this.database.query<{ forgotten_at: string | null }>(
      `SELECT t.forgotten_at FROM mail_threads AS t JOIN orders AS o ON o.id = t.order_id
        WHERE o.order_number = ?`,
      [orderNumber],
    );
    return { forgottenAt: fromDateTimeOrNull(row?.forgotten_at ?? null) };
  }

  async thread(orderNumber: string): Promise<ThreadMail[]> {
    const rows = await this.database.query<MailRow>(
      `SELECT e.* FROM mails AS e JOIN orders AS o ON o.id = e.order_id
        WHERE o.order_number = ? ORDER BY e.at DESC, e.id DESC LIMIT ?`,
      [orderNumber, longestThread],
    );
    return rows.reverse().map((row) => mailFrom(row, this.#mails));
  }

  async lastSubject(orderNumber: string): Promise<string | null> {
    const [row] = await this.database.execute<MailColumns & { id: number }>(
      `SELECT e.id, e.text_ciphertext, e.text_nonce, e.text_key_version
         FROM mails AS e JOIN orders AS o ON o.id = e.order_id
        WHERE o.order_number = ? AND e.transport = 'mail' ORDER BY e.at DESC, e.id DESC LIMIT 1`,
      [orderNumber],
    );
    return row === undefined ? null : openText(row, this.#mails).subject;
  }

  async find(orderNumber: string, id: number): Promise<ThreadMail | null> {
    const [row] = await this.database.query<MailRow>(
      'SELECT e.* FROM mails AS e JOIN orders AS o ON o.id = e.order_id WHERE o.order_number = ? AND e.id = ?',
      [orderNumber, id],
    );
    return row === undefined ? null : mailFrom(row, this.#mails);
  }

  async markRead(id: number, at: Micros, by: string): Promise<void> {
    const unread = { id, read_at: null, direction: 'in' };
    await this.database.update('mails', unread, { read_at: toDateTime(at), read_by: by });
  }

  /** @throws StoreError; `cursor-invalid` if `after` is not a `next` of this list */
  async box({ managerId, unread }: BoxFilter, page: PageRequest): Promise<Page<BoxedMail>> {
    const limit = pageLimit(page.limit);
    const mails = builder('mails')
      .join('orders', 'orders.id', 'mails.order_id')
      .select('mails.*', 'orders.order_number', 'orders.customer_name')
      .orderBy([
        { column: 'mails.at', order: 'desc' },
        { column: 'mails.id', order: 'desc' },
      ])
      .limit(limit + 1);
    if (managerId !== undefined) void mails.where('orders.manager_id', managerId);
    if (unread) void mails.whereRaw(isUnreadMail);
    if (page.after !== undefined) {
      const [at, id] = fromCursor(page.after, ['number', 'number']);
      const time = toDateTime(Number(at));
      void mails.where('mails.at', '<=', time).where((rest) => {
        void rest.where('mails.at', '<', time).orWhere('mails.id', '<', Number(id));
      });
    }
    const rows = await this.database.query<MailRow & { order_number: string; customer_name: string }>(mails);
    return toPage(
      rows,
      limit,
      (row) => ({
        ...mailFrom(row, this.#mails),
        ...{ orderNumber: row.order_number, customerName: row.customer_name },
      }),
      (row) => [fromDateTime(row.at), row.id],
    );
  }

  async picture(orderNumber: string, id: number, nth: number): Promise<MailPicture | null> {
    const [row] = await this.database.query<MailColumns & { id: number; type: MailPicture['type'] }>(
      `SELECT p.id, p.type, p.text_ciphertext, p.text_nonce, p.text_key_version
         FROM mail_pictures AS p JOIN mails AS e ON e.id = p.mail_id JOIN orders AS o ON o.id = e.order_id
        WHERE o.order_number = ? AND e.id = ? AND p.nth = ?`,
      [orderNumber, id, nth],
    );
    if (row === undefined) return null;
    return { type: row.type, bytes: Buffer.from(this.#pictures.open(row.id, row), 'base64') };
  }

  async isTest(token: string): Promise<boolean> {
    const [row] = await this.database.execute<{ token: string }>(
      'SELECT token FROM mail_tests WHERE token = ? AND arrived_at IS NULL',
      [token],
    );
    return row !== undefined;
  }

  async noteTest(token: string, at: Micros, authentication: string): Promise<void> {
    await this.database.update(
      'mail_tests',
      { token, arrived_at: null },
      { arrived_at: toDateTime(at), authentication },
    );
  }

  async draft(orderNumber: string, author: string, since: Micros): Promise<string | null> {
    const [row] = await this.database.query<MailColumns & { id: number }>(
      `SELECT d.id, d.text_ciphertext, d.text_nonce, d.text_key_version
         FROM mail_drafts AS d JOIN orders AS o ON o.id = d.order_id
        WHERE o.order_number = ? AND d.author = ? AND d.changed_at >= ?`,
      [orderNumber, author, toDateTime(since)],
    );
    return row === undefined ? null : this.#drafts.open(row.id, row);
  }

  async keepDraft(orderNumber: string, author: string, text: string, at: Micros): Promise<void> {
    if (text === '') {
      await this.database.write(
        'DELETE FROM mail_drafts WHERE author = ? AND order_id = (SELECT id FROM orders WHERE order_number = ?)',
        [author, orderNumber],
      );
      return;
    }
    await this.database.transaction(async (transaction) => {
      await this.#lock(transaction);
      const [order] = await transaction.query<{ id: number }>(
        'SELECT id FROM orders WHERE order_number = ?',
        [orderNumber],
      );
      if (order === undefined) return;
      const row = { order_id: order.id, author, changed_at: toDateTime(at), ...unsealed };
      await transaction.insertMany('mail_drafts', [row], overwriting('changed_at'));
      const [draft] = await transaction.query<{ id: number }>(
        'SELECT id FROM mail_drafts WHERE order_id = ? AND author = ?',
        [order.id, author],
      );
      if (draft !== undefined) {
        await transaction.update('mail_drafts', { id: draft.id }, { ...this.#drafts.seal(draft.id, text) });
      }
    });
  }

  async forget(orderNumber: string, at: Micros): Promise<OrderChange[]> {
    return this.database.transaction(async (transaction) => {
      const orders = await transaction.query<{ id: number; order_number: string; extension: string | null }>(
        `SELECT o.id, o.order_number, m.active_extension AS extension
           FROM orders AS one JOIN orders AS o ON o.customer_id = one.customer_id
                LEFT JOIN managers AS m ON m.id = o.manager_id
          WHERE one.order_number = ? ORDER BY o.id`,
        [orderNumber],
      );
      const ids = orders.map(({ id }) => id);
      if (ids.length === 0) return [];
      // What is written meanwhile waits: the lock of everything that seals.
      await this.#lock(transaction);
      const written = await transaction.query<{ order_id: number }>(
        `SELECT order_id FROM mails WHERE order_id IN (?)
         UNION SELECT order_id FROM mail_drafts WHERE order_id IN (?)`,
        [ids, ids],
      );
      const had = new Set(written.map((row) => row.order_id));
      if (had.size === 0) return [];
      await transaction.write('DELETE FROM mail_drafts WHERE order_id IN (?)', [ids]);
      // Links that nobody has used.
      await transaction.write(
        'DELETE FROM mail_confirmations WHERE order_id IN (?) AND confirmed_at IS NULL',
        [ids],
      );
      // Pictures and originals go with their mails.
      await transaction.write('DELETE FROM mails WHERE order_id IN (?)', [ids]);
      await transaction.write('UPDATE mail_threads SET forgotten_at = ? WHERE order_id IN (?)', [
        toDateTime(at),
        [...had],
      ]);
      return orders
        .filter(({ id }) => had.has(id))
        .map((row) => ({ orderNumber: row.order_number, managerExtension: row.extension }));
    });
  }

  async has(orderNumber: string, mailId: number): Promise<boolean> {
    const rows = await this.database.query(
      `SELECT 1 FROM mail_originals AS k JOIN mails AS e ON e.id = k.mail_id JOIN orders AS o ON o.id = e.order_id
        WHERE o.order_number = ? AND e.id = ?`,
      [orderNumber, mailId],
    );
    return rows.length > 0;
  }

  async read(orderNumber: string, mailId: number): Promise<MailOriginal | null> {
    const [row] = await this.database.query<MailColumns & { id: number }>(
      `SELECT k.id, k.text_ciphertext, k.text_nonce, k.text_key_version
         FROM mail_originals AS k JOIN mails AS e ON e.id = k.mail_id JOIN orders AS o ON o.id = e.order_id
        WHERE o.order_number = ? AND e.id = ?`,
      [orderNumber, mailId],
    );
    return row === undefined ? null : (JSON.parse(this.#originals.open(row.id, row)) as MailOriginal);
  }

  async deleteOld({ mails, originals, links }: MailAges, most: number): Promise<DeletedMails> {
    const drop = (rows: string, before: Micros): Promise<number> =>
      this.database.write(`DELETE FROM ${rows} LIMIT ?`, [toDateTime(before), most]);
    return {
      originals: await drop('mail_originals WHERE kept_at < ?', originals),
      links: await drop('mail_confirmations WHERE confirmed_at IS NULL AND expires_at < ?', links),
      mails: mails === null ? 0 : await drop('mails WHERE at < ? ORDER BY at, id', mails),
      drafts: mails === null ? 0 : await drop('mail_drafts WHERE changed_at < ?', mails),
    };
  }

  async noteOpen(now: Micros): Promise<void> {
    await this.database.write(
      `UPDATE mail_threads AS t JOIN orders AS o ON o.id = t.order_id SET t.seen_open_at = ? WHERE o.status = 'open'`,
      [toDateTime(now)],
    );
  }

  async #lock(transaction: Transaction): Promise<void> {
    await lockSealing(transaction);
    this.contacts.keys.refresh();
  }

  async #insert(transaction: Transaction, columns: Columns, text: MailText): Promise<number> {
    const id = await transaction.insert('mails', { ...columns, ...unsealed });
    await transaction.update('mails', { id }, { ...this.#mails.seal(id, textOf(text)) });
    return id;
  }

  /** @returns null where the order has it already */
  async #insertOnce(transaction: Transaction, columns: Columns, text: MailText): Promise<number | null> {
    try {
      return await this.#insert(transaction, columns, text);
    } catch (error) {
      if (isDuplicate(error)) return null;
      throw error;
    }
  }

  async #insertOriginal(
    transaction: Transaction,
    mailId: number,
    original: MailOriginal | null,
    at: Micros,
  ): Promise<void> {
    if (original === null) return;
    const row = { mail_id: mailId, kept_at: toDateTime(at), ...unsealed };
    const id = await transaction.insert('mail_originals', row);
    const sealed = this.#originals.seal(id, JSON.stringify(original));
    await transaction.update('mail_originals', { id }, { ...sealed });
  }

  async #insertPicture(
    transaction: Transaction,
    mailId: number,
    nth: number,
    { type, bytes }: MailPicture,
  ): Promise<void> {
    const id = await transaction.insert('mail_pictures', { mail_id: mailId, nth, type, ...unsealed });
    const text = Buffer.from(bytes).toString('base64');
    await transaction.update('mail_pictures', { id }, { ...this.#pictures.seal(id, text) });
  }
}

const noFormer: FormerContacts = { addresses: [], own: plainContacts([], null), isConfirmed: false };

/** Of an address, the present one or a former one, that still lives. */
const isOfToken = `t.order_id = (SELECT order_id FROM mail_threads WHERE token = ?
                                 UNION ALL SELECT order_id FROM mail_former_aliases WHERE token = ? LIMIT 1)
              AND (o.status = 'open' OR t.seen_open_at > ?)`;

async function countsOf(
  queries: Pick<Queries, 'execute'>,
  orderId: number,
  now: Micros,
): Promise<MailCounts> {
  const rows = await queries.execute<{ whose: keyof MailCounts; last_hour: number; automatic: number }>(
    `SELECT CASE WHEN direction = 'out' THEN 'known' WHEN transport = 'sms' THEN 'sms'
                 WHEN sender_known AND NOT spam THEN 'known' ELSE 'strangers' END AS whose,
            COUNT(IF(at > ?, 1, NULL)) AS last_hour, COUNT(IF(kind <> 'person', 1, NULL)) AS automatic
       FROM mails WHERE order_id = ? AND at > ? GROUP BY whose`,
    [toDateTime(now - hour), String(orderId), toDateTime(now - day)],
  );
  const countOf = (whose: keyof MailCounts) => {
    const row = rows.find((each) => each.whose === whose);
    return { lastHour: row?.last_hour ?? 0, automaticLastDay: row?.automatic ?? 0 };
  };
  return { known: countOf('known'), strangers: countOf('strangers'), sms: countOf('sms') };
}

/** Called with the lock that all who write have: two requests at once are counted one after the other. */
async function refusalOf(
  transaction: Transaction,
  orderId: number,
  {
    at,
    kind,
    author,
    sms,
    limits: { links, smsParts },
  }: Pick<WrittenMail, 'at' | 'kind' | 'author'> & {
    sms: WrittenMail['sms'] | undefined;
    limits: WriteLimits;
  },
): Promise<NotWritten | null> {
  if (!isTaken(kind, await countsOf(transaction, orderId, at))) return 'too-many';
  if (links !== undefined && author !== null) {
    const { ofOrder, ofAuthor } = await askedLinks(transaction, orderId, author, links.since);
    if (ofOrder >= links.ofOrder || ofAuthor >= links.ofAuthor) return 'too-many';
  }
  if (sms !== undefined && smsParts !== undefined && smsParts.most > 0) {
    const before = await writtenParts(transaction, smsParts.since);
    if (before + sms.parts > smsParts.most) return 'too-many-parts';
  }
  return null;
}

/** What an earlier request with the same key has written. */
async function earlierOf(
  queries: Pick<Queries, 'execute'>,
  orderId: number,
  mail: Pick<WrittenMail, 'author' | 'once'>,
): Promise<number | 'key-reused' | null> {
  const { key, request } = hashesOf(mail);
  const first = await firstOf(queries, orderId, key);
  if (first === null) return null;
  return request !== null && first.request_hash?.equals(request) === true ? first.id : 'key-reused';
}

function hashesOf({ author, once }: Pick<WrittenMail, 'author' | 'once'>) {
  return once === null
    ? { key: null, request: null }
    : { key: hashOf('request', author ?? '', once.key), request: hashOf('asked', once.request) };
}

async function firstOf(
  queries: Pick<Queries, 'execute'>,
  orderId: number,
  once: Buffer | null,
): Promise<{ id: number; request_hash: Buffer | null } | null> {
  if (once === null) return null;
  const [row] = await queries.execute<{ id: number; request_hash: Buffer | null }>(
    'SELECT id, request_hash FROM mails WHERE order_id = ? AND once_hash = ?',
    [String(orderId), once],
  );
  return row ?? null;
}

function hashOf(...parts: readonly string[]): Buffer {
  return createHash('sha256').update(parts.join('\0')).digest();
}

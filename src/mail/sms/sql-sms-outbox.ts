import { randomUUID } from 'node:crypto';
import { openText } from '../mail-row';
import type { MailRow } from '../mail-row';
import type { DeliveryFault } from '../model/mail';
import type { SmsReceipt } from '../model/sms/receipt';
import type { ClaimedSms, SmsOutbox, SmsPoint, TakenPart } from './sms-store';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import type { Queries } from '#database/queries';
import type { Micros } from '#kernel/micros';
import type { OrderChange } from '#orders/order-feed';
import type { ContactVault } from '#vault/contact-vault';
import type { Destinations } from '#vault/destinations';
import { MailVault } from '#vault/mail-vault';
import { VaultError } from '#vault/vault-error';

interface DueRow extends MailRow {
  order_number: string;
  extension: string | null;
  sender: string;
  due_at: string;
  attempts: number;
  unanswered: number;
  asking: number;
  status: string;
}

interface PointRow {
  point_id: number;
  ciphertext: Buffer;
  nonce: Buffer;
  key_version: number;
  do_not_call: number;
  time_zone: string | null;
}

/** SMS as a queue of several processes. A claim is an update that finds the row as it was seen, so of two processes one has it. */
export class SqlSmsOutbox implements SmsOutbox {
  readonly #mails: MailVault;

  constructor(
    private readonly database: Database,
    private readonly contacts: ContactVault,
    private readonly destinations: Destinations,
  ) {
    this.#mails = new MailVault(contacts.keys, 'mails');
  }

  async pointOf(orderNumber: string): Promise<SmsPoint | null> {
    const [row] = await this.database.query<PointRow>(
      `SELECT p.id AS point_id, p.ciphertext, p.nonce, p.key_version, c.do_not_call, c.time_zone
         FROM orders AS o JOIN customers AS c ON c.id = o.customer_id
              JOIN contact_points AS p ON p.id = o.main_point_id AND p.kind = 'phone' AND p.active
        WHERE o.order_number = ? AND o.status = 'open'`,
      [orderNumber],
    );
    if (row === undefined) return null;
    const { number } = this.contacts.openPhone(row.point_id, row);
    const destination = this.destinations.verdict(number);
    return {
      id: row.point_id,
      number,
      restraints: { doNotCall: row.do_not_call === 1, timeZone: row.time_zone, destination },
    };
  }

  async partsSince(since: Micros): Promise<number> {
    return writtenParts(this.database, since);
  }

  async claim(most: number, { until, now }: { until: Micros; now: Micros }): Promise<ClaimedSms[]> {
    const rows = await this.database.query<DueRow>(
      `SELECT e.*, s.sender, s.due_at, s.attempts, s.unanswered, s.asking, o.order_number, o.status, m.active_extension AS extension
         FROM sms_outbox AS s JOIN mails AS e ON e.id = s.mail_id JOIN orders AS o ON o.id = e.order_id
              LEFT JOIN managers AS m ON m.id = o.manager_id
        WHERE s.due_at <= ? ORDER BY s.due_at, s.mail_id LIMIT ?`,
      [toDateTime(now), most],
    );
    const claimed: ClaimedSms[] = [];
    for (const row of rows) {
      const lease = randomUUID();
      const isMine = await this.database.write(
        // Whoever had it before was lost with a part at the provider, if it was asking.
        `UPDATE sms_outbox SET due_at = ?, lease = ?, unanswered = unanswered + asking, asking = FALSE
          WHERE mail_id = ? AND due_at = ?`,
        [toDateTime(until), lease, row.id, row.due_at],
      );
      if (isMine === 0) continue;
      const sms: ClaimedSms = {
        ...{ id: row.id, lease, sender: row.sender, attempts: row.attempts, text: '' },
        ...{ unanswered: row.unanswered + row.asking, writtenAt: fromDateTime(row.at) },
        order: { orderNumber: row.order_number, managerExtension: row.extension },
        ...{ taken: new Set<number>(), point: null, isOpen: row.status === 'open' },
      };
      try {
        claimed.push(await this.#whole(sms, row));
      } catch (error) {
        // It cannot be opened; the others are not kept back by it.
        if (!(error instanceof VaultError)) throw error;
        await this.failed(sms, 'other', null);
      }
    }
    return claimed;
  }

  async #whole(sms: ClaimedSms, row: DueRow): Promise<ClaimedSms> {
    const taken = await this.database.query<{ nth: number }>('SELECT nth FROM sms_parts WHERE mail_id = ?', [
      row.id,
    ]);
    return {
      ...sms,
      text: openText(row, this.#mails).text,
      taken: new Set(taken.map(({ nth }) => nth)),
      point: await this.pointOf(row.order_number),
    };
  }

  async asking({ id, lease, unanswered, point }: ClaimedSms, until: Micros): Promise<void> {
    await this.database.update(
      'sms_outbox',
      { mail_id: id, lease },
      { asking: true, due_at: toDateTime(until), point_id: point?.id ?? null },
    );
    if (unanswered > 0) await this.database.update('mails', { id }, { repeated: true });
  }

  async partTaken({ id, lease }: ClaimedSms, nth: number, taken: TakenPart, until: Micros): Promise<void> {
    const { messageId, answerMs, receipt } = taken;
    await this.database.transaction(async (transaction) => {
      await transaction.insert('sms_parts', {
        ...{ mail_id: id, nth, message_id: messageId },
        ...(receipt !== null && {
          receipt_due_at: toDateTime(receipt.dueAt),
          ...{ receipt_outcome: receipt.outcome, receipt_fault: receipt.fault },
        }),
      });
      await transaction.update(
        'sms_outbox',
        { mail_id: id, lease },
        { asking: false, due_at: toDateTime(until), answer_ms: answerMs },
      );
    });
  }

  async sent({ id, lease }: ClaimedSms): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const ended = { due_at: null, lease: null, asking: false };
      await transaction.update('sms_outbox', { mail_id: id, lease }, ended);
      await transaction.write('UPDATE sms_outbox SET given_at = UTC_TIMESTAMP(6) WHERE mail_id = ?', [id]);
      // A receipt may have been faster.
      await transaction.update('mails', { id, state: 'queued' }, { state: 'sent', fault: null });
      await transaction.write(settled, [id, id]);
      await transaction.write(settledNow, [id]);
    });
  }

  async again(
    { id, lease, attempts, unanswered }: ClaimedSms,
    {
      fault,
      dueAt,
      isAttempt,
      wasAsked,
    }: { fault: DeliveryFault | null; dueAt: Micros; isAttempt: boolean; wasAsked: boolean },
  ): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const columns = {
        ...{ due_at: toDateTime(dueAt), lease: null, asking: false },
        attempts: attempts + (isAttempt ? 1 : 0),
        unanswered: unanswered + (wasAsked ? 1 : 0),
      };
      await transaction.update('sms_outbox', { mail_id: id, lease }, columns);
      await transaction.update('mails', { id, state: 'queued' }, { fault });
    });
  }

  async failed(
    { id, lease }: Pick<ClaimedSms, 'id' | 'lease'>,
    fault: DeliveryFault,
    answerMs: number | null,
  ): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const ended = { due_at: null, lease: null, asking: false, answer_ms: answerMs };
      await transaction.update('sms_outbox', { mail_id: id, lease }, ended);
      await transaction.update('mails', { id, state: 'queued' }, { state: 'failed', fault });
    });
  }

  async receipt(names: readonly string[], { outcome, fault }: SmsReceipt): Promise<OrderChange | null> {
    return this.database.transaction(async (transaction) => {
      const [row] = await transaction.query<{
        mail_id: number;
        nth: number;
        order_number: string;
        extension: string | null;
      }>(
        // Names come back after some time: the newest is meant.
        `SELECT p.mail_id, p.nth, o.order_number, m.active_extension AS extension
           FROM sms_parts AS p JOIN mails AS e ON e.id = p.mail_id JOIN orders AS o ON o.id = e.order_id
                LEFT JOIN managers AS m ON m.id = o.manager_id
          WHERE p.message_id IN (?) ORDER BY p.mail_id DESC LIMIT 1`,
        [names],
      );
      if (row === undefined) return null;
      const { mail_id: id, nth } = row;
      if (outcome === 'failed') {
        await transaction.write(
          "UPDATE mails SET state = 'failed', fault = ? WHERE id = ? AND state IN ('queued', 'sent')",
          [fault, id],
        );
      }
      if (outcome === 'delivered') {
        await transaction.update('sms_parts', { mail_id: id, nth }, { delivered: true });
        await transaction.write(settled, [id, id]);
      }
      // As of a part whose receipt the provider gave.
      const given = { receipt_due_at: null, receipt_outcome: null, receipt_fault: null };
      await transaction.update('sms_parts', { mail_id: id, nth }, given);
      await transaction.write(settledNow, [id]);
      return { orderNumber: row.order_number, managerExtension: row.extension };
    });
  }

  async dueReceipts(now: Micros, most: number): Promise<SmsReceipt[]> {
    const rows = await this.database.query<{
      message_id: string;
      receipt_outcome: 'delivered' | 'failed';
      receipt_fault: DeliveryFault | null;
    }>(
      // Of an order that is gone nobody is owed one.
      `SELECT p.message_id, p.receipt_outcome, p.receipt_fault
         FROM sms_parts AS p JOIN mails AS e ON e.id = p.mail_id JOIN orders AS o ON o.id = e.order_id
        WHERE p.receipt_due_at <= ? ORDER BY p.receipt_due_at LIMIT ?`,
      [toDateTime(now), most],
    );
    return rows.map((row) => ({
      ...{ messageId: row.message_id, outcome: row.receipt_outcome, fault: row.receipt_fault },
    }));
  }

  async counts(now: Micros): Promise<{ waiting: number; failed: number; oldestSeconds: number }> {
    const [row] = await this.database.query<{ waiting: number; failed: number; oldest: string | null }>(
      `SELECT COUNT(*) AS waiting, MIN(e.at) AS oldest,
              (SELECT COUNT(*) FROM mails WHERE state = 'failed' AND transport = 'sms') AS failed
         FROM sms_outbox AS s JOIN mails AS e ON e.id = s.mail_id WHERE s.due_at IS NOT NULL`,
    );
    const { waiting = 0, failed = 0, oldest = null } = row ?? {};
    const oldestSeconds = oldest === null ? 0 : Math.max(0, (now - fromDateTime(oldest)) / 1_000_000);
    return { waiting, failed, oldestSeconds };
  }
}

/** As {@link SmsOutbox.partsSince}, for whoever counts in a transaction. */
export async function writtenParts(queries: Pick<Queries, 'query'>, since: Micros): Promise<number> {
  const [row] = await queries.query<{ parts: string | null }>(
    "SELECT SUM(parts) AS parts FROM mails WHERE at > ? AND transport = 'sms' AND direction = 'out'",
    [toDateTime(since)],
  );
  return Number(row?.parts ?? 0);
}

/** The telephone has a message once it has all its parts. */
const settled = `UPDATE mails SET state = 'delivered' WHERE id = ? AND state = 'sent'
  AND NOT EXISTS (SELECT 1 FROM sms_parts WHERE mail_id = ? AND NOT delivered)`;

/** Of an SMS that has just come to an end, when that was: so soon SMS to the company's own numbers do. */
const settledNow = `UPDATE sms_outbox AS s JOIN mails AS e ON e.id = s.mail_id SET s.settled_at = UTC_TIMESTAMP(6)
  WHERE s.mail_id = ? AND s.settled_at IS NULL AND e.state IN ('delivered', 'failed')`;

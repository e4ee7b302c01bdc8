import { randomUUID } from 'node:crypto';
import { newToken } from './mail-intake';
import { openText, orderFrom } from './mail-row';
import type { MailRow } from './mail-row';
import type { ClaimedMail, MailOutbox } from './mails';
import type { DeliveryFault } from './model/mail';
import { retryDelays } from './model/mail-rates';
import { idForCustomer, referencesOf } from './model/new-mail';
import { orderWithAlias } from './thread-alias';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import type { Micros } from '#kernel/micros';
import type { ContactVault } from '#vault/contact-vault';
import { MailVault } from '#vault/mail-vault';
import type { MailColumns } from '#vault/mail-vault';
import { VaultError } from '#vault/vault-error';

type EarlierRow = MailColumns & Pick<MailRow, 'id' | 'direction' | 'token' | 'sender_known'>;

interface DueRow extends MailRow {
  order_id: number;
  order_number: string;
  /** That of mails, or of those with a link. */
  due: string;
  confirm_due_at: string | null;
  attempts: number;
}

/** What is due by a column, each by its own index. */
const dueBy = (column: 'due_at' | 'confirm_due_at'): string => `
  SELECT e.*, o.order_number, e.${column} AS due FROM mails AS e JOIN orders AS o ON o.id = e.order_id
   WHERE e.${column} <= ? ORDER BY e.${column}, e.id LIMIT ?`;

/**
 * Exchanged with an address. A version before such were noted knew one address of an order, that of the shop: its mails, which have none noted,
 * are of that one.
 */
const isOfPoint = `(e.point_id = ? OR (e.point_id IS NULL AND ? = (
  SELECT IF(p.typed, p.stated_id, p.id) FROM contact_points AS p WHERE p.id = o.email_point_id)))`;

/** Mails whose id is in their sealed text. */
const hasCustomersId = "e.direction = 'in' AND e.sender_known";

/** Of a thread: enough for the first id and the last ones. */
const longestThread = 200;

/**
 * Mails as a queue of several processes. A claim is an update that finds the row as it was seen, so of two processes one has it.
 */
export class SqlMailOutbox implements MailOutbox {
  readonly #mails: MailVault;

  /** @param domain of own Message-IDs */
  constructor(
    private readonly database: Database,
    private readonly contacts: ContactVault,
    private readonly domain: string,
  ) {
    this.#mails = new MailVault(contacts.keys, 'mails');
  }

  async claim(most: number, { until, now }: { until: Micros; now: Micros }): Promise<ClaimedMail[]> {
    const rows = await this.database.query<DueRow>(
      `(${dueBy('due_at')}) UNION ALL (${dueBy('confirm_due_at')}) ORDER BY due, id LIMIT ?`,
      [toDateTime(now), most, toDateTime(now), most, most],
    );
    if (rows.length === 0) return [];
    const lease = randomUUID();
    const mine = await this.#lease(rows, lease, until);
    const claimed: ClaimedMail[] = [];
    for (const row of mine) {
      try {
        claimed.push(await this.#claimed(row, lease, now));
      } catch (error) {
        // It cannot be opened now; the others are not kept back by it. A key that is lost for good ends the tries.
        if (!(error instanceof VaultError)) throw error;
        const delay = retryDelays[row.attempts];
        const dueAt = delay === undefined ? null : now + delay * 1_000_000;
        await this.failed({ id: row.id, lease, attempts: row.attempts }, 'other', dueAt);
      }
    }
    return claimed;
  }

  async sent({ id, lease, pointId }: ClaimedMail): Promise<void> {
    await this.database.update(
      'mails',
      { id, lease },
      { state: 'sent', fault: null, due_at: null, confirm_due_at: null, lease: null, point_id: pointId },
    );
  }

  async failed(
    { id, lease, attempts }: Pick<ClaimedMail, 'id' | 'lease' | 'attempts'>,
    fault: DeliveryFault,
    dueAt: Micros | null,
  ): Promise<void> {
    const due = dueAt === null ? null : toDateTime(dueAt);
    await this.database.write(
      // Whichever of the two it has.
      `UPDATE mails SET fault = ?, attempts = ?, state = IF(? IS NULL, 'failed', state), lease = NULL,
              due_at = IF(due_at IS NULL, NULL, ?), confirm_due_at = IF(confirm_due_at IS NULL, NULL, ?)
        WHERE id = ? AND lease = ?`,
      [fault, attempts + 1, due, due, due, id, lease],
    );
  }

  async counts(): Promise<{ waiting: number; failed: number }> {
    const [row] = await this.database.query<{ waiting: number; failed: number }>(
      `SELECT (SELECT COUNT(*) FROM mails WHERE due_at IS NOT NULL)
              + (SELECT COUNT(*) FROM mails WHERE confirm_due_at IS NOT NULL) AS waiting,
              (SELECT COUNT(*) FROM mails WHERE state = 'failed' AND transport = 'mail') AS failed`,
    );
    return row ?? { waiting: 0, failed: 0 };
  }

  /** @returns the rows that were found as they had been seen */
  async #lease(rows: readonly DueRow[], lease: string, until: Micros): Promise<readonly DueRow[]> {
    const leased = await this.database.write(
      // Of the two columns a row has one.
      `UPDATE mails SET due_at = IF(due_at IS NULL, NULL, ?), confirm_due_at = IF(confirm_due_at IS NULL, NULL, ?), lease = ?
        WHERE ${rows.map(() => '(id = ? AND COALESCE(due_at, confirm_due_at) = ?)').join(' OR ')}`,
      [toDateTime(until), toDateTime(until), lease, ...rows.flatMap(({ id, due }) => [id, due])],
    );
    if (leased === rows.length) return rows;
    const ids = await this.database.query<{ id: number }>(
      'SELECT id FROM mails WHERE id IN (?) AND lease = ?',
      [rows.map(({ id }) => id), lease],
    );
    const own = new Set(ids.map(({ id }) => id));
    return rows.filter(({ id }) => own.has(id));
  }

  async #claimed(row: DueRow, lease: string, now: Micros): Promise<ClaimedMail> {
    // The address may have changed since it was written.
    const orderRow = await orderWithAlias(this.database, row.order_number, newToken, now);
    const order = orderRow === undefined ? null : orderFrom(orderRow, this.contacts);
    const { subject, text, linkToken = null } = openText(row, this.#mails);
    const pointId = order?.emailPointId ?? null;
    // A link confirms the address that it was asked for, and goes to no other.
    const isElsewhere = linkToken !== null && row.point_id !== pointId;
    return {
      ...{ id: row.id, lease, attempts: row.attempts, token: row.token, kind: row.kind },
      ...{ at: fromDateTime(row.at), subject, text },
      order: { orderNumber: row.order_number, managerExtension: order?.managerExtension ?? null },
      threadToken: order?.token ?? '',
      references: await this.#references(row, pointId),
      to: isElsewhere ? null : (order?.email ?? null),
      pointId,
      linkToken,
    };
  }

  /** Own ids, and those of mails from the customer's own address: of what was exchanged with the address that it goes to. */
  async #references(row: DueRow, pointId: number | null): Promise<string[]> {
    const before = await this.database.query<EarlierRow>(
      `SELECT e.id, e.direction, e.token, e.sender_known, IF(${hasCustomersId}, e.text_ciphertext, '') AS text_ciphertext,
              e.text_nonce, e.text_key_version
         FROM mails AS e JOIN orders AS o ON o.id = e.order_id
        WHERE e.order_id = ? AND e.id < ? AND ${isOfPoint} AND e.kind = 'person' AND e.transport = 'mail' ORDER BY e.id DESC LIMIT ?`,
      [row.order_id, row.id, pointId, pointId, longestThread],
    );
    const idOf = (earlier: EarlierRow): string | null => {
      const { direction, token, sender_known: known } = earlier;
      const messageId = () => openText(earlier, this.#mails).messageId;
      return idForCustomer({ direction, token, isCustomers: known === 1 }, messageId, this.domain);
    };
    return referencesOf(before.reverse(), idOf);
  }
}

import { randomUUID } from 'node:crypto';
import type { ClaimedDelivery, FailedTry, Outbox } from './webhooks';
import type { Database } from '#database/database';
import { fromDateTimeOrNull, toDateTime } from '#database/date-time';
import type { Micros } from '#kernel/micros';
import type { WebhookSecretColumns } from '#vault/webhook-vault';

interface DueRow extends WebhookSecretColumns {
  id: number;
  webhook_id: number;
  message_id: string;
  body: string;
  attempts: number;
  due_at: string;
  url: string;
}

/** Rows that are looked at, of which some may be taken. */
const looked = 200;
/** Rows of one statement that forgets. */
const forgottenAtOnce = 1000;

/** An earlier one of the same order goes first, and is being tried or waits. */
const isFirst = `NOT EXISTS (SELECT 1 FROM webhook_deliveries AS e
  WHERE e.webhook_id = d.webhook_id AND e.order_number = d.order_number AND e.id < d.id AND NOT e.dead)`;

/**
 * The table of deliveries as a queue of several processes. A claim is an update that finds the row as it was seen, so of two
 * processes one has it; none waits for another's lock.
 */
export class SqlOutbox implements Outbox {
  constructor(private readonly database: Database) {}

  /** @throws StoreError; what was claimed by then is due again at the end of its lease */
  async claim(
    most: number,
    mostOfOne: number,
    full: readonly number[],
    { until, now }: { until: Micros; now: Micros },
  ): Promise<ClaimedDelivery[]> {
    const at = toDateTime(now);
    const rows = await this.database.query<DueRow>(
      `SELECT d.id, d.webhook_id, d.message_id, d.body, d.attempts, d.due_at, w.url,
              w.secret_ciphertext, w.secret_nonce, w.secret_key_version
         FROM webhook_deliveries AS d JOIN webhooks AS w ON w.id = d.webhook_id
        WHERE NOT d.dead AND d.due_at <= ? AND w.enabled AND (w.resting_until IS NULL OR w.resting_until <= ?)
          AND w.id NOT IN (?) AND ${isFirst}
        ORDER BY d.due_at, d.id LIMIT ?`,
      // Nothing is outside of an empty list in SQL; no row has the id 0.
      [at, at, [0, ...full], looked],
    );
    const lease = randomUUID();
    const taken = new Map<number, number>();
    const claimed: ClaimedDelivery[] = [];
    for (const row of rows) {
      const ofOne = taken.get(row.webhook_id) ?? 0;
      if (claimed.length >= most || ofOne >= mostOfOne) continue;
      const isMine = await this.database.write(
        'UPDATE webhook_deliveries SET due_at = ?, lease = ? WHERE id = ? AND due_at = ? AND NOT dead',
        [toDateTime(until), lease, row.id, row.due_at],
      );
      if (isMine === 0) continue;
      taken.set(row.webhook_id, ofOne + 1);
      claimed.push(claimedFrom(row, lease));
    }
    return claimed;
  }

  /** @throws StoreError; it is delivered once more then */
  async delivered({ id, webhookId, lease }: ClaimedDelivery, at: Micros): Promise<void> {
    await this.database.write('DELETE FROM webhook_deliveries WHERE id = ? AND lease = ?', [id, lease]);
    await this.database.update('webhooks', { id: webhookId }, { last_delivered_at: toDateTime(at) });
  }

  /** @throws StoreError */
  async failed(
    { id, lease, attempts }: ClaimedDelivery,
    { fault, status, dueAt }: FailedTry,
    at: Micros,
  ): Promise<void> {
    await this.database.update(
      'webhook_deliveries',
      { id, lease },
      {
        ...{ fault, status, lease: null, attempts: attempts + 1, failed_at: toDateTime(at) },
        ...(dueAt === null ? { dead: true } : { due_at: toDateTime(dueAt) }),
      },
    );
  }

  /** @throws StoreError */
  async rest(webhookId: number, until: Micros): Promise<void> {
    await this.database.update('webhooks', { id: webhookId }, { resting_until: toDateTime(until) });
  }

  /** @throws StoreError */
  async counts(): Promise<{ pending: number; dead: number; oldestPendingAt: Micros | null }> {
    const [row] = await this.database.query<{ pending: number; dead: number; oldest: string | null }>(
      `SELECT COUNT(IF(dead, NULL, 1)) AS pending, COUNT(IF(dead, 1, NULL)) AS dead,
              MIN(IF(dead, NULL, created_at)) AS oldest FROM webhook_deliveries`,
    );
    return {
      pending: row?.pending ?? 0,
      dead: row?.dead ?? 0,
      oldestPendingAt: fromDateTimeOrNull(row?.oldest ?? null),
    };
  }

  /** @throws StoreError */
  async forgetDead(before: Micros): Promise<void> {
    await this.database.write('DELETE FROM webhook_deliveries WHERE dead AND failed_at < ? LIMIT ?', [
      toDateTime(before),
      forgottenAtOnce,
    ]);
  }
}

function claimedFrom(row: DueRow, lease: string): ClaimedDelivery {
  const { secret_ciphertext, secret_nonce, secret_key_version } = row;
  return {
    id: row.id,
    webhookId: row.webhook_id,
    lease,
    messageId: row.message_id,
    body: row.body,
    attempts: row.attempts,
    url: row.url,
    secret: { secret_ciphertext, secret_nonce, secret_key_version },
  };
}

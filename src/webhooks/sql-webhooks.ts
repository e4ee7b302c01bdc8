import type { WebhookTopic } from './model/webhook-event';
import type { DeliveryFault } from './model/webhook-retries';
import type {
  DeliveryState,
  IdleDeliveries,
  IdleDelivery,
  Webhook,
  WebhookBook,
  WebhookSetting,
} from './webhooks';
import { fromCursor, pageLimit, toPage } from '#database/cursor';
import type { Database } from '#database/database';
import { fromDateTime, fromDateTimeOrNull, toDateTime } from '#database/date-time';
import { lockSealing } from '#database/sealing-lock';
import type { Micros } from '#kernel/micros';
import type { Page, PageRequest } from '#kernel/page';
import type { WebhookVault } from '#vault/webhook-vault';

interface WebhookRow {
  id: number;
  url: string;
  topics: string;
  enabled: number;
  pending: number;
  dead: number;
  last_delivered_at: string | null;
  changed_at: string;
  changed_by: string;
}

interface IdleRow {
  id: number;
  webhook_id: number;
  message_id: string;
  topic: string;
  order_number: string;
  created_at: string;
  failed_at: string | null;
  attempts: number;
  fault: DeliveryFault | null;
  status: number | null;
}

const webhookRows = `
  SELECT w.id, w.url, w.topics, w.enabled, w.last_delivered_at, w.changed_at, w.changed_by,
         (SELECT COUNT(*) FROM webhook_deliveries AS d WHERE d.webhook_id = w.id AND NOT d.dead) AS pending,
         (SELECT COUNT(*) FROM webhook_deliveries AS d WHERE d.webhook_id = w.id AND d.dead) AS dead
    FROM webhooks AS w`;

/** Addresses with their sealed secrets, and deliveries that were given up. */
export class SqlWebhooks implements WebhookBook {
  readonly deliveries: IdleDeliveries;

  constructor(
    private readonly database: Database,
    private readonly vault: WebhookVault,
    private readonly now: () => Micros,
  ) {
    this.deliveries = new SqlIdleDeliveries(database, now);
  }

  /** @throws StoreError */
  async list(): Promise<Webhook[]> {
    const rows = await this.database.query<WebhookRow>(`${webhookRows} ORDER BY w.id`);
    return rows.map(webhookFrom);
  }

  /** @throws StoreError */
  async find(id: number): Promise<Webhook | null> {
    const [row] = await this.database.query<WebhookRow>(`${webhookRows} WHERE w.id = ?`, [id]);
    return row ? webhookFrom(row) : null;
  }

  /** @throws StoreError, VaultError */
  async add(setting: WebhookSetting, by: string): Promise<{ id: number; secret: string }> {
    return this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      this.vault.keys.refresh();
      const unsealed = {
        secret_ciphertext: Buffer.alloc(0),
        secret_nonce: Buffer.alloc(12),
        secret_key_version: 0,
      };
      const id = await transaction.insert('webhooks', { ...this.#columns(setting, by), ...unsealed });
      const { text, sealed } = this.vault.create(id);
      await transaction.update('webhooks', { id }, { ...sealed });
      return { id, secret: text };
    });
  }

  /** @throws StoreError */
  async change(id: number, setting: WebhookSetting, by: string): Promise<void> {
    await this.database.update('webhooks', { id }, { ...this.#columns(setting, by), resting_until: null });
  }

  /** @throws StoreError */
  async remove(id: number): Promise<void> {
    await this.database.write('DELETE FROM webhooks WHERE id = ?', [id]);
  }

  /** @throws StoreError, VaultError */
  async renewSecret(id: number, by: string): Promise<string> {
    return this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      this.vault.keys.refresh();
      const { text, sealed } = this.vault.create(id);
      const changed = { changed_at: toDateTime(this.now()), changed_by: by };
      await transaction.update('webhooks', { id }, { ...sealed, ...changed });
      return text;
    });
  }

  #columns({ url, topics, enabled }: WebhookSetting, by: string) {
    return {
      ...{ url, topics: topics.join(' '), enabled },
      ...{ changed_at: toDateTime(this.now()), changed_by: by },
    };
  }
}

/** In `webhook_deliveries` by the name of `d`. */
const isIn: Readonly<Record<DeliveryState, string>> = {
  dead: 'd.dead',
  held: 'NOT d.dead AND d.webhook_id IN (SELECT id FROM webhooks WHERE NOT enabled)',
};

class SqlIdleDeliveries implements IdleDeliveries {
  constructor(
    private readonly database: Database,
    private readonly now: () => Micros,
  ) {}

  /** @throws StoreError; `cursor-invalid` if `after` is not a `next` of this list */
  async list(page: PageRequest, state: DeliveryState): Promise<Page<IdleDelivery>> {
    const limit = pageLimit(page.limit);
    const before = page.after === undefined ? null : (fromCursor(page.after, ['number'])[0] ?? 0);
    const rows = await this.database.query<IdleRow>(
      `SELECT id, webhook_id, message_id, topic, order_number, created_at, failed_at, attempts, fault, status
         FROM webhook_deliveries AS d WHERE ${isIn[state]} ${before === null ? '' : 'AND id < ?'} ORDER BY id DESC LIMIT ?`,
      before === null ? [limit + 1] : [before, limit + 1],
    );
    return toPage(rows, limit, deliveryFrom, (row) => [row.id]);
  }

  /** @throws StoreError */
  async resend(id: number): Promise<boolean> {
    return (await this.#again({ id })) > 0;
  }

  /** @throws StoreError */
  async resendAll(webhookId: number): Promise<number> {
    return this.#again({ webhook_id: webhookId });
  }

  /** @throws StoreError */
  async drop(id: number): Promise<boolean> {
    const rows = await this.database.write(
      `DELETE d FROM webhook_deliveries AS d WHERE d.id = ? AND (${isIn.dead} OR (${isIn.held}))`,
      [id],
    );
    return rows > 0;
  }

  #again(which: { id: number } | { webhook_id: number }): Promise<number> {
    return this.database.update(
      'webhook_deliveries',
      { ...which, dead: true },
      { dead: false, attempts: 0, lease: null, due_at: toDateTime(this.now()) },
    );
  }
}

function webhookFrom(row: WebhookRow): Webhook {
  return {
    id: row.id,
    url: row.url,
    // Written by this program alone.
    topics: row.topics.split(' ') as WebhookTopic[],
    enabled: row.enabled === 1,
    pending: row.pending,
    dead: row.dead,
    lastDeliveredAt: fromDateTimeOrNull(row.last_delivered_at),
    changedAt: fromDateTime(row.changed_at),
    changedBy: row.changed_by,
  };
}

function deliveryFrom(row: IdleRow): IdleDelivery {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    messageId: row.message_id,
    topic: row.topic,
    orderNumber: row.order_number,
    createdAt: fromDateTime(row.created_at),
    failedAt: fromDateTimeOrNull(row.failed_at),
    attempts: row.attempts,
    fault: row.fault,
    status: row.status,
  };
}

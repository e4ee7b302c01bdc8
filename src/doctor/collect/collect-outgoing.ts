import type { ShopFacts, WebhookFacts } from '../facts';
import type { Database } from '#database/database';

interface WebhookRow {
  url: string;
  enabled: number;
  dead: number;
  waiting: number;
  failing: number | null;
  refused: number;
}

/** Addresses that are told of orders, by their hosts: a path may be a secret of the receiver's. @throws StoreError */
export async function collectWebhooks(database: Database): Promise<WebhookFacts[]> {
  const rows = await database.query<WebhookRow>(
    `SELECT w.url, w.enabled, COUNT(IF(d.dead, 1, NULL)) AS dead, COUNT(IF(NOT d.dead, 1, NULL)) AS waiting,
            TIMESTAMPDIFF(SECOND, MIN(IF(NOT d.dead AND d.attempts > 0, d.created_at, NULL)), UTC_TIMESTAMP()) AS failing,
            COUNT(IF(d.fault = 'address-refused', 1, NULL)) AS refused
       FROM webhooks AS w LEFT JOIN webhook_deliveries AS d ON d.webhook_id = w.id
      GROUP BY w.id, w.url, w.enabled ORDER BY w.id`,
  );
  return rows.map(({ url, enabled, dead, waiting, failing, refused }) => ({
    host: new URL(url).host,
    enabled: enabled === 1,
    dead,
    held: enabled === 1 ? 0 : waiting,
    failingSeconds: Math.max(0, failing ?? 0),
    refused: refused > 0,
  }));
}

interface ShopRow {
  name: string;
  enabled: number;
  fault: string | null;
  failing: number | null;
  rejects: number;
}

/** Shops whose orders are fetched. @throws StoreError */
export async function collectShops(database: Database): Promise<ShopFacts[]> {
  const rows = await database.query<ShopRow>(
    `SELECT c.name, c.enabled, c.fault, TIMESTAMPDIFF(SECOND, c.failing_since, UTC_TIMESTAMP()) AS failing,
            (SELECT COUNT(*) FROM connector_rejects AS r WHERE r.connector_id = c.id) AS rejects
       FROM connectors AS c ORDER BY c.id`,
  );
  return rows.map(({ name, enabled, fault, failing, rejects }) => ({
    ...{ name, fault, rejects },
    enabled: enabled === 1,
    failingSeconds: Math.max(0, failing ?? 0),
  }));
}

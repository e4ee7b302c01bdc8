import { OutgoingAddresses } from '#http/outgoing-addresses';
import { SqlOutbox } from './sql-outbox';
import { SqlWebhooks } from './sql-webhooks';
import { WebhookDesk } from './webhook-desk';
import type { WebhookDeskParts } from './webhook-desk';
import { WebhookDispatcher } from './webhook-dispatcher';
import { idleDeliverySchema, webhookSchema } from './webhook-json';
import { webhookMetrics } from './webhook-metrics';
import { webhookRoutes } from './webhook-routes';
import { WebhookSender } from './webhook-sender';
import type { AuditTrail } from '#audit/audit-trail';
import type { Config } from '#config/config';
import { version } from '#config/version';
import type { Database } from '#database/database';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Alerts } from '#log/alerts';
import type { MetricRegistry } from '#metrics/metric-registry';
import type { LiveKeys } from '#vault/live-keys';
import { WebhookVault } from '#vault/webhook-vault';

export interface WebhookParts {
  config: Config<'outgoing'>;
  database: Database;
  keys: LiveKeys;
  clock: Clock;
  log: Log;
  alerts: Alerts;
  metrics: MetricRegistry;
  trail: AuditTrail;
}

/** Programs of the shop that are told of orders and calls. */
export interface Webhooks {
  routes: RouteSet;
  start(): void;
  stop(): Promise<void>;
}

export function createWebhooks(parts: WebhookParts): Webhooks {
  const { config, database, clock, log, alerts, metrics, trail } = parts;
  const vault = new WebhookVault(parts.keys);
  const addresses = new OutgoingAddresses(config.STAR7_OUTGOING_PRIVATE);
  const webhooks = new SqlWebhooks(database, vault, clock.now);
  const outbox = new SqlOutbox(database);
  const dispatcher = new WebhookDispatcher({
    ...{ outbox, vault, alerts, clock, log, version },
    sender: new WebhookSender(addresses),
    random: Math.random,
    onTried: webhookMetrics(metrics, () => outbox.counts()),
  });
  return {
    routes: webhooksApi({ webhooks, deliveries: webhooks.deliveries, addresses, trail }),
    start: () => dispatcher.start(),
    stop: () => dispatcher.stop(),
  };
}

export function webhooksApi(parts: WebhookDeskParts): RouteSet {
  return {
    schemas: [webhookSchema, idleDeliverySchema],
    administrators: (app) => webhookRoutes(app, new WebhookDesk(parts)),
  };
}

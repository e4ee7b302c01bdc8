import { ConnectorDesk } from './connector-desk';
import { connectorSchema } from './connector-json';
import { registerConnectorMetrics } from './connector-metrics';
import { connectorRoutes, hookRoutes } from './connector-routes';
import { ConnectorRunner } from './connector-runner';
import { SqlConnectors } from './sql-connectors';
import { SqlSyncStore } from './sql-sync-store';
import type { AuditTrail } from '#audit/audit-trail';
import type { Config } from '#config/config';
import type { Database } from '#database/database';
import { OutgoingAddresses } from '#http/outgoing-addresses';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Alerts } from '#log/alerts';
import type { MetricRegistry } from '#metrics/metric-registry';
import type { FetchedOrders } from '#orders/intake/fetched-orders';
import type { LiveKeys } from '#vault/live-keys';
import { ShopVault } from '#vault/shop-vault';

export interface ConnectorParts {
  config: Config<'journal' | 'outgoing'>;
  database: Database;
  keys: LiveKeys;
  clock: Clock;
  log: Log;
  metrics: MetricRegistry;
  alerts: Alerts;
  trail: AuditTrail;
  orders: FetchedOrders;
}

/** Shops whose orders Star7 fetches. */
export interface Connectors {
  routes: RouteSet;
  start(): void;
  stop(): Promise<void>;
}

export function createConnectors(parts: ConnectorParts): Connectors {
  const { config, database, keys, clock, log, metrics, alerts, trail, orders } = parts;
  const store = new SqlConnectors(database, new ShopVault(keys), clock.now);
  const addresses = new OutgoingAddresses(config.STAR7_OUTGOING_PRIVATE);
  const counted = registerConnectorMetrics(metrics, () => store.list());
  const runner = new ConnectorRunner({
    ...{ store, orders, addresses, clock, log, alerts },
    syncs: new SqlSyncStore(database, clock.now),
    node: config.STAR7_NODE,
    onWritten: (result, rejected) => counted.written(result, rejected),
  });
  const desk = new ConnectorDesk({
    ...{ store, addresses, trail, clock, orders },
    wake: (id) => runner.wake(id),
    changed: () => runner.lookAgain(),
    onHook: (kind) => counted.hook(kind),
  });
  return {
    routes: connectorsApi(desk),
    start: () => runner.start(),
    stop: () => runner.stop(),
  };
}

export function connectorsApi(desk: ConnectorDesk): RouteSet {
  return {
    schemas: [connectorSchema],
    signIn: (app) => hookRoutes(app, desk),
    administrators: (app) => connectorRoutes(app, desk),
  };
}

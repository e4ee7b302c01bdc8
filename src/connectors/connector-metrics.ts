import type { ConnectorEntry } from './connector-store';
import type { MetricRegistry } from '#metrics/metric-registry';
import type { HookVerdict } from './connector';
import type { FetchedResult } from '#orders/intake/fetched-orders';

/** What is counted of shops. Labels have no names. */
export interface ConnectorMetrics {
  written(result: FetchedResult, rejected: number): void;
  hook(kind: HookVerdict['kind']): void;
}

/** @param shops asked when the page is read; a failure leaves the gauges as they were */
export function registerConnectorMetrics(
  registry: MetricRegistry,
  shops: () => Promise<readonly ConnectorEntry[]>,
): ConnectorMetrics {
  const byState = registry.gauge('shops', 'Shops whose orders are fetched, by state', ['state']);
  const rejects = registry.gauge('shop_rejects', 'Orders of shops that could not be taken', []);
  const hints = registry.gauge(
    'shop_hints_waiting',
    'Orders that a webhook has named and that are not fetched yet',
    [],
  );
  const orders = registry.counter('shop_orders_total', 'Orders that were fetched, by result', ['result']);
  const hooks = registry.counter('shop_hooks_total', 'Webhooks of shops, by kind', ['kind']);
  registry.onRead(async () => {
    const entries = await shops().catch(() => null);
    if (entries === null) return;
    const count = (is: (entry: ConnectorEntry) => boolean): number => entries.filter(is).length;
    byState.set(
      { state: 'off' },
      count(({ settings }) => !settings.enabled),
    );
    byState.set(
      { state: 'failing' },
      count(({ settings, state }) => settings.enabled && state.failingSince !== null),
    );
    byState.set(
      { state: 'reached' },
      count(({ settings, state }) => settings.enabled && state.failingSince === null),
    );
    rejects.set(entries.reduce((sum, { state }) => sum + state.rejects, 0));
    hints.set(entries.reduce((sum, { state }) => sum + state.hints, 0));
  });
  return {
    written({ added, changed, unchanged }, rejected) {
      for (const [result, number] of Object.entries({ added, changed, unchanged, rejected })) {
        orders.inc({ result }, number);
      }
    },
    hook(kind) {
      hooks.inc({ kind });
    },
  };
}

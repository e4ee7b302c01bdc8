import { LeakDesk } from './leak-desk';
import { registerLeakMetrics } from './leak-metrics';
import { leakRoutes } from './leak-routes';
import type { LeakStore } from './leak-store';
import { SqlLeakStore } from './sql-leak-store';
import type { AuditTrail } from '#audit/audit-trail';
import type { Database } from '#database/database';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { MetricRegistry } from '#metrics/metric-registry';

export interface LeakParts {
  database: Database;
  clock: Clock;
  metrics: MetricRegistry;
  trail: AuditTrail;
}

/**
 * The leak watch beside calls: its metrics, and the page of those who may see it. The weekly run is a process of its own
 * (`star7 leaks run`, started by star7-leaks.timer), so that no call waits for it.
 */
export function createLeaks({ database, clock, metrics, trail }: LeakParts): { routes: RouteSet } {
  const store = new SqlLeakStore(database, clock.now);
  registerLeakMetrics(metrics, async () => {
    // A database that is away is another metric's business.
    const run = await store.lastRun().catch(() => null);
    return { lastRunAt: run === null ? null : run.endedAt / 1_000_000 };
  });
  return { routes: leaksApi(store, trail) };
}

export function leaksApi(store: LeakStore, trail: AuditTrail): RouteSet {
  return { supervisors: (app) => leakRoutes(app, new LeakDesk({ store, trail })) };
}

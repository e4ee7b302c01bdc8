import { registerLeakMetrics } from './leak-metrics';
import { SqlLeakStore } from './sql-leak-store';
import type { Database } from '#database/database';
import type { Clock } from '#kernel/clock';
import type { MetricRegistry } from '#metrics/metric-registry';

export interface LeakParts {
  database: Database;
  clock: Clock;
  metrics: MetricRegistry;
}

/**
 * The leak watch beside calls: its metrics alone. The weekly run is a process of its own (`star7 leaks run`, started by
 * star7-leaks.timer), so that no call waits for it.
 */
export function createLeaks({ database, clock, metrics }: LeakParts): void {
  const store = new SqlLeakStore(database, clock.now);
  registerLeakMetrics(metrics, async () => {
    // A database that is away is another metric's business.
    const run = await store.lastRun().catch(() => null);
    return { lastRunAt: run === null ? null : run.endedAt / 1_000_000 };
  });
}

import type { MetricRegistry } from '#metrics/metric-registry';

/** What the leak watch says of itself. */
export interface LeakStatus {
  /** When the last run ended, seconds since 1970; null before the first. */
  lastRunAt: number | null;
}

/** Shows whether the weekly run takes place. Neither names nor cases: whoever sees the metrics may not know of one. */
export function registerLeakMetrics(registry: MetricRegistry, status: () => Promise<LeakStatus>): void {
  const gauge = registry.gauge(
    'leak_watch_last_run_timestamp_seconds',
    'When the leak watch last ran, since 1970',
    [],
  );
  registry.onRead(async () => {
    const { lastRunAt } = await status();
    if (lastRunAt === null) gauge.remove();
    else gauge.set(lastRunAt);
  });
}

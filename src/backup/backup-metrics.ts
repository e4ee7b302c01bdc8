import type { MetricRegistry } from '#metrics/metric-registry';

/** Shows the age of the newest backup. @param newest seconds since 1970; null where there is none, or no folder is set */
export function registerBackupMetrics(registry: MetricRegistry, newest: () => Promise<number | null>): void {
  const gauge = registry.gauge(
    'last_backup_timestamp_seconds',
    'When the newest backup was made, since 1970',
    [],
  );
  registry.onRead(async () => {
    const madeAt = await newest();
    if (madeAt === null) gauge.remove();
    else gauge.set(madeAt);
  });
}

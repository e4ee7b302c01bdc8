import { wordOf } from '#metrics/label-words';
import type { MetricRegistry } from '#metrics/metric-registry';
import type { Health } from './health';

const parts: ReadonlySet<string> = new Set(['database', 'schema', 'pbx', 'calls', 'ami', 'journal']);

/** Shows the health of each part. */
export function registerHealthMetrics(registry: MetricRegistry, health: () => Promise<Health>): void {
  const up = registry.gauge('up', '1 where this part is well: database, schema, pbx, calls, ami, journal', [
    'part',
  ]);
  const ready = registry.gauge('ready', '1 where calls can be taken', []);
  registry.onRead(async () => {
    const now = await health();
    ready.set(now.ready ? 1 : 0);
    for (const [part, state] of Object.entries(now.parts)) {
      up.set({ part: wordOf(part, parts) }, state === 'up' ? 1 : 0);
    }
  });
}

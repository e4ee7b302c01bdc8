import { triedResults } from './webhook-dispatcher';
import type { TriedResult } from './webhook-dispatcher';
import type { Outbox } from './webhooks';
import type { MetricRegistry } from '#metrics/metric-registry';

/** What waits in the outbox, and what became of each try. @returns notes a try */
export function webhookMetrics(
  registry: MetricRegistry,
  counts: Outbox['counts'],
): (result: TriedResult) => void {
  const waiting = registry.gauge('webhook_deliveries', 'Deliveries of webhooks that wait', ['state']);
  const tried = registry.counter('webhook_tries_total', 'Tries to deliver a webhook', ['result']);
  for (const result of triedResults) tried.inc({ result }, 0);
  registry.onRead(async () => {
    // Without the database the page has no such figure, rather than an old one.
    waiting.reset();
    const now = await counts().catch(() => null);
    if (now === null) return;
    waiting.set({ state: 'pending' }, now.pending);
    waiting.set({ state: 'dead' }, now.dead);
  });
  return (result) => tried.inc({ result });
}

import { revealResults } from './reveal-desk';
import type { RevealResult } from './reveal-desk';
import type { MetricRegistry } from '#metrics/metric-registry';

/** How often something was asked for, approved, refused and shown, and by whom not. */
export function revealMetrics(registry: MetricRegistry): (result: RevealResult) => void {
  const steps = registry.counter('reveals_total', 'Steps of requests to see what is hidden', ['result']);
  for (const result of revealResults) steps.inc({ result }, 0);
  return (result) => steps.inc({ result });
}

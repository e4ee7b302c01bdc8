import { SourceWords, wordOf } from '#metrics/label-words';
import { quickBuckets } from '#metrics/metric-registry';
import type { MetricRegistry } from '#metrics/metric-registry';

const outcomes: ReadonlySet<string> = new Set(['done', 'refused', 'deadline', 'disconnected', 'failed']);
const connections = ['pbx', 'ami'] as const;
/** Star7 uses fewer ARI operations than this. */
const mostOperations = 60;

/** Metrics of requests to the PBX and of its connections. */
export class PbxMetrics {
  readonly #operations = new SourceWords(mostOperations);
  readonly #wasUp = new Set<string>();
  readonly #requests;
  readonly #failures;
  readonly #reconnects;
  readonly #losses;

  constructor(registry: MetricRegistry) {
    this.#requests = registry.histogram(
      'pbx_request_seconds',
      'Time that the PBX took for a request',
      ['operation'],
      quickBuckets,
    );
    this.#failures = registry.counter(
      'pbx_request_failures_total',
      'Requests that the PBX refused, or did not answer by the deadline',
      ['operation', 'outcome'],
    );
    this.#reconnects = registry.counter(
      'reconnects_total',
      'Connections that came back after they had been lost',
      ['part'],
    );
    this.#losses = registry.counter('connection_losses_total', 'Connections that were lost', ['part']);
    for (const part of connections) {
      this.#reconnects.inc({ part }, 0);
      this.#losses.inc({ part }, 0);
    }
  }

  /**
   * Records one request to the PBX.
   * @param name `channels.originate`: the operation only
   * @param outcome `done`, or the slug of what went wrong
   */
  requested(name: string, outcome: string, seconds: number): void {
    const operation = this.#operations.of(name);
    this.#requests.observe({ operation }, seconds);
    if (outcome !== 'done') this.#failures.inc({ operation, outcome: wordOf(outcome, outcomes) });
  }

  /** Records that a connection came up or was lost. The first connection does not count as a reconnect. */
  connectionChanged(part: (typeof connections)[number], up: boolean): void {
    if (!up) {
      if (this.#wasUp.has(part)) this.#losses.inc({ part });
      return;
    }
    if (this.#wasUp.has(part)) this.#reconnects.inc({ part });
    this.#wasUp.add(part);
  }
}

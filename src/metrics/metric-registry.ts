import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The measurements as a page for a monitoring program. */
export interface MetricsPage {
  readonly contentType: string;
  read(): Promise<string>;
}

/** Bucket bounds in seconds for work that usually takes milliseconds and times out after five seconds. */
export const quickBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/**
 * Star7's measurements for Prometheus. Capabilities register their own; every label has a closed list of
 * values (label-words.ts): no extension, order or trunk, and no text from a call, a person or a program.
 * docs/handbook.md lists all measurements.
 */
export class MetricRegistry implements MetricsPage {
  readonly #registry = new Registry();
  readonly #questions: (() => void | Promise<void>)[] = [];

  constructor(version: string) {
    this.gauge('build_info', 'Which version runs', ['version']).set(
      { version: /^[0-9]+\.[0-9]+\.[0-9]+(-[a-z.0-9]{1,20})?$/.exec(version)?.[0] ?? 'other' },
      1,
    );
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: 20 });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  async read(): Promise<string> {
    await Promise.all(this.#questions.map(async (ask) => ask()));
    return await this.#registry.metrics();
  }

  /** Calls `ask` to set its gauges each time the page is read. */
  onRead(ask: () => void | Promise<void>): void {
    this.#questions.push(ask);
  }

  /** @param name without the prefix `star7_` */
  counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name: `star7_${name}`, help, labelNames, registers: [this.#registry] });
  }

  gauge<Label extends string>(name: string, help: string, labelNames: Label[]): Gauge<Label> {
    return new Gauge({ name: `star7_${name}`, help, labelNames, registers: [this.#registry] });
  }

  histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    buckets: number[],
  ): Histogram<Label> {
    return new Histogram({ name: `star7_${name}`, help, labelNames, buckets, registers: [this.#registry] });
  }
}

import type { HttpMeter } from '#http/http-meter';
import { problemKinds } from '#http/problem';
import { wordOf } from './label-words';
import type { MetricRegistry } from './metric-registry';
import { quickBuckets } from './metric-registry';

/** The statuses of successful answers; the table of problems has the others. */
const successStatuses = [200, 201, 202, 204];

const statuses: ReadonlySet<string> = new Set(
  [...successStatuses, ...Object.values(problemKinds).map(({ status }) => status)].map(String),
);

/**
 * Counts and times the REST answers by route and status. The list of routes comes from the server, so that no
 * route becomes `other`.
 */
export class HttpMetrics implements HttpMeter {
  #routes: ReadonlySet<string> = new Set();
  readonly #answers;
  readonly #seconds;

  constructor(registry: MetricRegistry) {
    this.#answers = registry.counter('http_requests_total', 'Answers of REST, by route and status', [
      'route',
      'status',
    ]);
    this.#seconds = registry.histogram(
      'http_request_seconds',
      'Time that an answer of REST took, without streams of events',
      [],
      quickBuckets,
    );
  }

  routes(patterns: ReadonlySet<string>): void {
    this.#routes = patterns;
  }

  answered(route: string, status: number, seconds: number): void {
    this.#answers.inc({ route: wordOf(route, this.#routes), status: wordOf(String(status), statuses) });
    if (route !== '/api/events') this.#seconds.observe(seconds);
  }
}

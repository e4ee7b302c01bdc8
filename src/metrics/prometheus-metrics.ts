import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CallFeed } from '#calls/engine/call-feed';
import type { CallView } from '#calls/model/call-view';
import type { Health } from '#health/health';
import type { LookUpOutcome, Metrics, MetricsPage } from './metrics';
import { enders, startKinds } from '#calls/model/call-record';
import { phases } from '#calls/model/call-state';
import type { Phase } from '#calls/model/call-state';
import { dispositions } from '#calls/model/disposition';
import type { Disposition } from '#calls/model/disposition';
import { refusals } from '#calls/model/refusal';
import { SourceWords, wordOf } from './label-words';

/** How much the journal holds, and whether the disk takes it. */
export interface JournalState {
  /** Of what is not done with. */
  readonly bytes: number;
  /** Bytes above which no new call is taken. */
  readonly limitBytes: number;
  readonly failing: boolean;
}

/** What is asked for when somebody reads the page. */
export interface MetricsSources {
  version: string;
  feed: CallFeed;
  liveCalls: () => CallView[];
  /** Records that remain to be written. */
  recordsWaiting: () => number;
  /** Records that the database refuses for what they say. */
  recordsRefused: () => number;
  journal: () => JournalState;
  health: () => Promise<Health>;
  /** When the newest backup was made, seconds since 1970; null where there is none, or nobody knows where they lie. */
  lastBackup: () => Promise<number | null>;
}

/** Calls that Star7 did not even try, beside those that are `refused`. The rest is what phones and carriers said. */
const untried = ['manager-busy', 'look-up-failed'] as const satisfies readonly Disposition[];

/** Why a call was not tried. */
export const refusalReasons: readonly string[] = [...refusals, ...untried];

const known = {
  dispositions: new Set<string>(dispositions),
  startKinds: new Set<string>(startKinds),
  enders: new Set<string>(enders),
  refusalReasons: new Set(refusalReasons),
  outcomes: new Set(['done', 'refused', 'deadline', 'disconnected', 'failed']),
  parts: new Set(['database', 'schema', 'pbx', 'ami', 'journal']),
  /** What REST can answer (src/http/problem.ts). */
  statuses: new Set('200 201 202 204 400 401 403 404 405 409 413 415 422 429 431 500 503'.split(' ')),
};

/** Seconds. A look-up is a millisecond or two; the call gives it up at five seconds. */
const quick = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** Seconds from asking for a call until the customer answers: people take their time. */
const ringing = [1, 2, 5, 10, 15, 20, 30, 45, 60, 90];

/**
 * Star7's measurements for Prometheus. Every label has a closed list of values (label-words.ts): no extension, no
 * order, no trunk, nothing that a call, a person or a program said. docs/handbook.md lists all of them.
 */
export class PrometheusMetrics implements Metrics, MetricsPage {
  readonly #registry = new Registry();
  readonly #operations = new SourceWords(60);
  readonly #routes = new SourceWords(60);
  readonly #wasUp = new Set<string>();

  readonly #calls = this.#counter(
    'calls_total',
    'Calls that ended, by what came of them and how they began',
    ['disposition', 'start_kind'],
  );
  readonly #hungUp = this.#counter('calls_hung_up_total', 'Calls that ended, by who ended them', ['by']);
  readonly #refusals = this.#counter('refusals_total', 'Calls that Star7 did not try, by why', ['reason']);
  readonly #talkSeconds = this.#counter('talk_seconds_total', 'Seconds for which two sides were joined', []);
  readonly #answer = this.#histogram(
    'answer_seconds',
    'Time from asking for a call until the customer answered',
    [],
    ringing,
  );
  readonly #lookUp = this.#histogram(
    'order_look_up_seconds',
    'Time of the look-up that allows a call or refuses it',
    ['outcome'],
    quick,
  );
  readonly #requests = this.#histogram(
    'pbx_request_seconds',
    'Time that the PBX took for a request',
    ['operation'],
    quick,
  );
  readonly #requestFailures = this.#counter(
    'pbx_request_failures_total',
    'Requests that the PBX refused, or did not answer by the deadline',
    ['operation', 'outcome'],
  );
  readonly #reconnects = this.#counter(
    'reconnects_total',
    'Connections that came back after they had been lost',
    ['part'],
  );
  readonly #losses = this.#counter('connection_losses_total', 'Connections that were lost', ['part']);
  readonly #http = this.#counter('http_requests_total', 'Answers of REST, by route and status', [
    'route',
    'status',
  ]);
  readonly #httpSeconds = this.#histogram(
    'http_request_seconds',
    'Time that an answer of REST took, without streams of events',
    [],
    quick,
  );
  readonly #phases = this.#gauge('calls_in_phase', 'Calls that are up, by phase', ['phase']);
  readonly #waiting = this.#gauge(
    'records_waiting',
    'Records of calls that the database has not taken yet',
    [],
  );
  readonly #refused = this.#gauge(
    'records_refused',
    'Records of calls that the database refuses for what they say, and that are set aside',
    [],
  );
  readonly #journalBytes = this.#gauge(
    'journal_bytes',
    'Bytes of the journal that calls need which are up or not stored yet',
    [],
  );
  readonly #journalLimit = this.#gauge(
    'journal_limit_bytes',
    'Bytes of the journal above which no new call is taken',
    [],
  );
  readonly #journalFailing = this.#gauge(
    'journal_failing',
    '1 while the disk does not take what is written into the journal',
    [],
  );
  readonly #up = this.#gauge('up', '1 where this part is well: database, schema, pbx, ami, journal', [
    'part',
  ]);
  readonly #ready = this.#gauge('ready', '1 where calls can be taken', []);
  readonly #backup = this.#gauge(
    'last_backup_timestamp_seconds',
    'When the newest backup was made, since 1970',
    [],
  );

  constructor(private readonly sources: MetricsSources) {
    // A series that is there from the beginning shows its first increase; one that appears with it does not.
    for (const disposition of dispositions) {
      for (const start_kind of startKinds) this.#calls.inc({ disposition, start_kind }, 0);
    }
    for (const reason of refusalReasons) this.#refusals.inc({ reason }, 0);
    for (const part of ['pbx', 'ami']) {
      this.#reconnects.inc({ part }, 0);
      this.#losses.inc({ part }, 0);
    }
    this.#gauge('build_info', 'Which version runs', ['version']).set(
      { version: /^[0-9]+\.[0-9]+\.[0-9]+(-[a-z.0-9]{1,20})?$/.exec(sources.version)?.[0] ?? 'other' },
      1,
    );
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: 20 });
    sources.feed.subscribe((call) => {
      if (call.phase === 'ended') this.#ended(call);
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  async read(): Promise<string> {
    await this.#ask();
    return await this.#registry.metrics();
  }

  lookedUp(outcome: LookUpOutcome, seconds: number): void {
    this.#lookUp.observe({ outcome }, seconds);
  }

  pbxAsked(name: string, outcome: string, seconds: number): void {
    const operation = this.#operations.of(name);
    this.#requests.observe({ operation }, seconds);
    if (outcome !== 'done') {
      this.#requestFailures.inc({ operation, outcome: wordOf(outcome, known.outcomes) });
    }
  }

  connectionChanged(part: 'pbx' | 'ami', up: boolean): void {
    if (!up) {
      if (this.#wasUp.has(part)) this.#losses.inc({ part });
      return;
    }
    if (this.#wasUp.has(part)) this.#reconnects.inc({ part });
    this.#wasUp.add(part);
  }

  requestAnswered(route: string, status: number, seconds: number): void {
    this.#http.inc({ route: this.#routes.of(route), status: wordOf(String(status), known.statuses) });
    if (route !== '/api/events') this.#httpSeconds.observe(seconds);
  }

  #ended(call: CallView): void {
    const { disposition, startKind, hungUpBy, customer } = call;
    this.#calls.inc({
      disposition: wordOf(disposition, known.dispositions),
      start_kind: wordOf(startKind, known.startKinds),
    });
    this.#hungUp.inc({ by: wordOf(hungUpBy, known.enders) });
    const reason = reasonOf(call);
    if (reason !== null) this.#refusals.inc({ reason: wordOf(reason, known.refusalReasons) });
    this.#talkSeconds.inc(Math.max(0, call.talkSeconds));
    if (customer.answeredAt !== null) {
      this.#answer.observe(Math.max(0, customer.answeredAt - call.requestedAt) / 1_000_000);
    }
  }

  async #ask(): Promise<void> {
    const { liveCalls, recordsWaiting, recordsRefused, journal, health, lastBackup } = this.sources;
    const [{ ready, parts }, backup] = await Promise.all([health(), lastBackup()]);
    this.#ready.set(ready ? 1 : 0);
    for (const [part, state] of Object.entries(parts)) {
      this.#up.set({ part: wordOf(part, known.parts) }, state === 'up' ? 1 : 0);
    }
    const counts = new Map<Phase, number>(phases.map((phase) => [phase, 0]));
    for (const { phase } of liveCalls()) counts.set(phase, (counts.get(phase) ?? 0) + 1);
    for (const phase of phases) this.#phases.set({ phase }, counts.get(phase) ?? 0);
    this.#waiting.set(recordsWaiting());
    this.#refused.set(recordsRefused());
    const { bytes, limitBytes, failing } = journal();
    this.#journalBytes.set(bytes);
    this.#journalLimit.set(limitBytes);
    this.#journalFailing.set(failing ? 1 : 0);
    if (backup === null) this.#backup.remove();
    else this.#backup.set(backup);
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name: `star7_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #gauge<Label extends string>(name: string, help: string, labelNames: Label[]): Gauge<Label> {
    return new Gauge({ name: `star7_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    buckets: number[],
  ): Histogram<Label> {
    return new Histogram({ name: `star7_${name}`, help, labelNames, buckets, registers: [this.#registry] });
  }
}

/** @returns null where the call was tried */
function reasonOf({ disposition, refusal }: CallView): string | null {
  if (disposition === 'refused') return refusal ?? 'order';
  return untried.find((each) => each === disposition) ?? null;
}

import type { CallFeed } from './engine/call-feed';
import type { LookUpOutcome } from './engine/timed-order-book';
import { isCallerWaiting } from './model/caller-wait';
import { directions, startKinds, startKindsOf } from './model/call-record';
import { enders } from './model/ender';
import { phases } from './model/call-state';
import type { Phase } from './model/call-state';
import type { CallView } from './model/call-view';
import { dispositions } from './model/disposition';
import type { Disposition } from './model/disposition';
import { refusals } from './model/refusal';
import { wordOf } from '#metrics/label-words';
import { quickBuckets } from '#metrics/metric-registry';
import type { MetricRegistry } from '#metrics/metric-registry';
import type { Micros } from '#kernel/micros';

/** How much the journal holds, and whether the disk takes it. */
export interface JournalState {
  /** Of what is not done with. */
  readonly bytes: number;
  /** Bytes above which no new call is taken. */
  readonly limitBytes: number;
  readonly failing: boolean;
}

/** What is asked for when somebody reads the page. */
export interface CallMetricsSources {
  feed: CallFeed;
  liveCalls: () => CallView[];
  /** Records that remain to be written. */
  recordsWaiting: () => number;
  /** Records that the database refuses for what they say. */
  recordsRefused: () => number;
  journal: () => JournalState;
}

/** Calls that Star7 did not even try, beside those that are `refused`. The rest is what phones and carriers said. */
const untried = ['manager-busy', 'look-up-failed'] as const satisfies readonly Disposition[];

/** Why a call was not tried. */
export const refusalReasons: readonly string[] = [...refusals, ...untried];

const known = {
  dispositions: new Set<string>(dispositions),
  directions: new Set<string>(directions),
  startKinds: new Set<string>(startKinds),
  enders: new Set<string>(enders),
  refusalReasons: new Set(refusalReasons),
};

/** Seconds from asking for a call until the customer answers: people take their time. */
const ringingBuckets = [1, 2, 5, 10, 15, 20, 30, 45, 60, 90];

/** Seconds that callers wait: 5 and 20 are those of the service level. */
const waitBuckets = [2, 5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600];

/** Counts the look-ups that allow calls. @returns takes how one went and how many seconds it took */
export function lookUpMetrics(registry: MetricRegistry): (outcome: LookUpOutcome, seconds: number) => void {
  const lookUp = registry.histogram(
    'order_look_up_seconds',
    'Time of the look-up that allows a call or refuses it',
    ['outcome'],
    quickBuckets,
  );
  return (outcome, seconds) => lookUp.observe({ outcome }, seconds);
}

/** Measures calls: those that ended as they end, those that are up when the page is read. */
export function registerCallMetrics(registry: MetricRegistry, sources: CallMetricsSources): void {
  const calls = registry.counter(
    'calls_total',
    'Calls that ended, by what came of them, who called whom, and how they began',
    ['disposition', 'direction', 'start_kind'],
  );
  const hungUp = registry.counter('calls_hung_up_total', 'Calls that ended, by who ended them', ['by']);
  const refused = registry.counter('refusals_total', 'Calls that Star7 did not try, by why', ['reason']);
  const talkSeconds = registry.counter('talk_seconds_total', 'Seconds for which two sides were joined', []);
  const answer = registry.histogram(
    'answer_seconds',
    'Time from asking for a call until the customer answered',
    [],
    ringingBuckets,
  );
  const callersWaiting = registry.gauge(
    'callers_waiting',
    'Callers from outside whom nobody has answered yet',
    [],
  );
  const callerWait = registry.histogram(
    'caller_wait_seconds',
    'Time from the arrival of a call from outside until a manager answered or it ended, by what became of it',
    ['disposition'],
    waitBuckets,
  );
  const inPhase = registry.gauge('calls_in_phase', 'Calls that are up, by phase', ['phase']);
  const waiting = registry.gauge(
    'records_waiting',
    'Records of calls that the database has not taken yet',
    [],
  );
  const refusedRecords = registry.gauge(
    'records_refused',
    'Records of calls that the database refuses for what they say, and that are set aside',
    [],
  );
  const journalBytes = registry.gauge(
    'journal_bytes',
    'Bytes of the journal that calls need which are up or not stored yet',
    [],
  );
  const journalLimit = registry.gauge(
    'journal_limit_bytes',
    'Bytes of the journal above which no new call is taken',
    [],
  );
  const journalFailing = registry.gauge(
    'journal_failing',
    '1 while the disk does not take what is written into the journal',
    [],
  );

  // A series that is there from the beginning shows its first increase; one that appears with it does not.
  for (const disposition of dispositions) {
    for (const direction of directions)
      for (const start_kind of startKindsOf[direction]) calls.inc({ disposition, direction, start_kind }, 0);
  }
  for (const reason of refusalReasons) refused.inc({ reason }, 0);

  sources.feed.subscribe((call) => {
    // Without a disposition its leg became a leg of another call.
    if (call.phase !== 'ended' || call.disposition === null) return;
    calls.inc({
      disposition: wordOf(call.disposition, known.dispositions),
      direction: wordOf(call.direction, known.directions),
      start_kind: wordOf(call.startKind, known.startKinds),
    });
    hungUp.inc({ by: wordOf(call.hungUpBy, known.enders) });
    const reason = reasonOf(call);
    if (reason !== null) refused.inc({ reason: wordOf(reason, known.refusalReasons) });
    talkSeconds.inc(Math.max(0, call.talkSeconds));
    if (call.direction === 'inbound') {
      callerWait.observe(
        { disposition: wordOf(call.disposition, known.dispositions) },
        Math.max(0, waitedUntil(call) - call.requestedAt) / 1_000_000,
      );
      // A caller's leg is answered for music and announcements.
    } else if (call.customer.answeredAt !== null) {
      answer.observe(Math.max(0, call.customer.answeredAt - call.requestedAt) / 1_000_000);
    }
  });

  registry.onRead(() => {
    const counts = new Map<Phase, number>(phases.map((phase) => [phase, 0]));
    const live = sources.liveCalls();
    for (const { phase } of live) counts.set(phase, (counts.get(phase) ?? 0) + 1);
    callersWaiting.set(live.filter(isCallerWaiting).length);
    for (const phase of phases) inPhase.set({ phase }, counts.get(phase) ?? 0);
    waiting.set(sources.recordsWaiting());
    refusedRecords.set(sources.recordsRefused());
    const { bytes, limitBytes, failing } = sources.journal();
    journalBytes.set(bytes);
    journalLimit.set(limitBytes);
    journalFailing.set(failing ? 1 : 0);
  });
}

/** Until when the caller of an ended call waited. */
function waitedUntil({ disposition, manager, endedAt, requestedAt }: CallView): Micros {
  return (disposition === 'answered' ? manager.answeredAt : null) ?? endedAt ?? requestedAt;
}

/** @returns null where the call was tried */
function reasonOf({ disposition, refusal }: CallView): string | null {
  if (disposition === 'refused') return refusal ?? 'order';
  return untried.find((each) => each === disposition) ?? null;
}

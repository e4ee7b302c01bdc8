import type { CallerReport } from './model/callers-by-time';
import { callerReport } from './model/callers-by-time';
import type { DayOfCalls, HourOfCalls } from './model/calls-by-time';
import { sumByTime } from './model/calls-by-time';
import type { Disposition } from '#calls/model/disposition';
import type { LocalCalendar } from '#kernel/local-day';
import { Turns } from '#kernel/turns';
import type {
  FirstCalls,
  LineSounds,
  ManagerCalls,
  OutcomeCount,
  StatisticsRange,
  StatisticsStore,
} from './statistics';

export interface ManagerTotals {
  extension: string;
  /** Null where no manager has or had the extension. */
  name: string | null;
  calls: number;
  answered: number;
  talkSeconds: number;
}

export interface StatisticsReport {
  byHour: HourOfCalls[];
  byDay: DayOfCalls[];
  /** By extension; an earlier holder of an extension has a separate line. */
  byManager: ManagerTotals[];
  /** Calls that a voicemail answered: counted as calls, but not as answered, and without their talk. */
  voicemails: number;
  /** The most frequent first, without calls that a voicemail answered. Calls in progress have none yet. */
  dispositions: { disposition: Disposition; count: number }[];
  outcomes: OutcomeCount[];
  firstCall: FirstCalls;
  /** Callers from outside: none of the other figures counts them. */
  inbound: CallerReport;
  quality: LineSounds;
}

/** Makes reports one at a time: a report over a year keeps the database busy for seconds, and calls need it too. */
export class StatisticsReporter {
  readonly #turns = new Turns();

  constructor(private readonly store: StatisticsStore) {}

  report(range: StatisticsRange, calendar: LocalCalendar): Promise<StatisticsReport> {
    return this.#turns.take('report', () => this.#report(range, calendar));
  }

  async #report(range: StatisticsRange, calendar: LocalCalendar): Promise<StatisticsReport> {
    const { from, to } = range;
    const minutes = calendar.hasWholeHours(from, to) ? 60 : 15;
    const spans = await this.store.byTime(range, minutes);
    const calls = await this.store.byManager(range);
    return {
      ...sumByTime(spans, calendar, from, to),
      byManager: totalsOf(calls),
      voicemails: calls.reduce((sum, one) => sum + (one.voicemail ? one.calls : 0), 0),
      dispositions: dispositionsOf(calls),
      outcomes: await this.store.outcomes(range),
      firstCall: await this.store.firstCalls(range),
      quality: await this.store.sounds(range),
      inbound: callerReport(await this.store.callers(range, minutes), calendar, from, to),
    };
  }
}

function totalsOf(calls: readonly ManagerCalls[]): ManagerTotals[] {
  const totals = new Map<string, ManagerTotals>();
  for (const { extension, name, disposition, voicemail, calls: count, talkSeconds } of calls) {
    const key = JSON.stringify([extension, name]);
    const total = totals.get(key) ?? { extension, name, calls: 0, answered: 0, talkSeconds: 0 };
    total.calls += count;
    if (!voicemail) total.talkSeconds += talkSeconds;
    if (disposition === 'answered' && !voicemail) total.answered += count;
    totals.set(key, total);
  }
  return [...totals.values()].sort((a, b) =>
    a.extension < b.extension ? -1 : a.extension > b.extension ? 1 : 0,
  );
}

function dispositionsOf(calls: readonly ManagerCalls[]): { disposition: Disposition; count: number }[] {
  const counts = new Map<Disposition, number>();
  for (const { disposition, voicemail, calls: count } of calls) {
    if (disposition !== null && !voicemail) counts.set(disposition, (counts.get(disposition) ?? 0) + count);
  }
  return [...counts]
    .map(([disposition, count]) => ({ disposition, count }))
    .sort((a, b) => b.count - a.count);
}

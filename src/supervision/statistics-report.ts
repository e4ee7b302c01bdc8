import type { DayOfCalls, HourOfCalls } from './model/calls-by-time';
import { sumByTime } from './model/calls-by-time';
import type { Disposition } from '#calls/model/disposition';
import type { LocalCalendar } from '#kernel/local-day';
import type { FirstCalls, ManagerCalls, OutcomeCount, StatisticsRange, StatisticsStore } from './statistics';

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
  /** By extension; a previous holder of the extension has a separate line. */
  byManager: ManagerTotals[];
  /** The most frequent first. Live calls have none yet. */
  dispositions: { disposition: Disposition; count: number }[];
  outcomes: OutcomeCount[];
  firstCall: FirstCalls;
}

/**
 * Makes reports, one at a time: a report on a year of calls keeps the database busy for seconds, and calls
 * need it too.
 */
export class StatisticsReporter {
  #before: Promise<unknown> = Promise.resolve();

  constructor(private readonly store: StatisticsStore) {}

  report(range: StatisticsRange, calendar: LocalCalendar): Promise<StatisticsReport> {
    const mine = this.#before.then(() => this.#report(range, calendar));
    this.#before = mine.catch(() => undefined);
    return mine;
  }

  async #report(range: StatisticsRange, calendar: LocalCalendar): Promise<StatisticsReport> {
    const { from, to } = range;
    const spans = await this.store.byTime(range, calendar.hasWholeHours(from, to) ? 60 : 15);
    const calls = await this.store.byManager(range);
    return {
      ...sumByTime(spans, calendar, from, to),
      byManager: totalsOf(calls),
      dispositions: dispositionsOf(calls),
      outcomes: await this.store.outcomes(range),
      firstCall: await this.store.firstCalls(range),
    };
  }
}

function totalsOf(calls: readonly ManagerCalls[]): ManagerTotals[] {
  const totals = new Map<string, ManagerTotals>();
  for (const { extension, name, disposition, calls: count, talkSeconds } of calls) {
    const key = JSON.stringify([extension, name]);
    const total = totals.get(key) ?? { extension, name, calls: 0, answered: 0, talkSeconds: 0 };
    total.calls += count;
    total.talkSeconds += talkSeconds;
    if (disposition === 'answered') total.answered += count;
    totals.set(key, total);
  }
  return [...totals.values()].sort((a, b) =>
    a.extension < b.extension ? -1 : a.extension > b.extension ? 1 : 0,
  );
}

function dispositionsOf(calls: readonly ManagerCalls[]): { disposition: Disposition; count: number }[] {
  const counts = new Map<Disposition, number>();
  for (const { disposition, calls: count } of calls) {
    if (disposition !== null) counts.set(disposition, (counts.get(disposition) ?? 0) + count);
  }
  return [...counts]
    .map(([disposition, count]) => ({ disposition, count }))
    .sort((a, b) => b.count - a.count);
}

import { lamps, unreliableMargin, windowWeeks } from './lamps';
import type { Lamp } from './lamps';
import type { Grouping } from './groups';
import type { OrderLog } from './order-log';
import { corrected, pastWindows } from './own-history';
import type { Corrected } from './own-history';
import { weeklySeries } from './weekly-series';
import type { WeeklySeries } from './weekly-series';

/** Weeks of history before a window without which a lamp gives no verdict. */
const leastHistoryWeeks: Readonly<Record<Lamp, number>> = { recent: 26, long: 13, check: 26 };

/** The first week after whose end a lamp can give a verdict. @param beginning the log's first week with orders */
export function firstVerdict(lamp: Lamp, beginning = 0): number {
  return beginning + leastHistoryWeeks[lamp] + windowWeeks[lamp];
}

/** How the watch is set up. */
export interface WatchRule {
  /** Compares customers of the same class of purchases, too. */
  byValue: boolean;
  /** The lamps that are lit. */
  lamps: readonly Lamp[];
}

export const defaultRule: WatchRule = { byValue: false, lamps };

/** A grouping's weekly figures, for each lamp. */
export type LampSeries = Partial<Record<Lamp, WeeklySeries>>;

/**
 * Looks at the weeks `from` to `to` of a log, each as if it were the last.
 * @param from the one after a window's last; earlier weeks that a comparison with the past needs are looked at as well
 * @returns for each grouping its figures
 */
export function watch(
  log: OrderLog,
  groupings: readonly Grouping[],
  rule: WatchRule,
  { from, to, onto }: { from: number; to: number; onto?: readonly LampSeries[] },
): LampSeries[] {
  const series = groupings.map((_, place): LampSeries => ({ ...onto?.[place] }));
  const isLit = (lamp: Lamp): boolean => rule.lamps.includes(lamp);
  const look = (length: number, orders: Lamp, check: Lamp | null): void => {
    const asked = new Set<number>();
    for (let week = from; week <= to; week += 1) {
      asked.add(week);
      for (const end of pastWindows(length, week)) asked.add(end);
    }
    const first = onto === undefined ? Math.max(0, Math.min(...asked)) : from;
    const found = weeklySeries(log, groupings, {
      ...{ length, from: first, to, isAsked: (week: number) => asked.has(week) },
      ...{ byValue: rule.byValue, withCheck: check !== null },
      ...(onto !== undefined && {
        onto: onto.map((one) => ({
          orders: one[orders] ?? null,
          check: check === null ? null : (one[check] ?? null),
        })),
      }),
    });
    found.forEach((one, place) => {
      series[place]![orders] = one.orders;
      if (check !== null && one.check !== null) series[place]![check] = one.check;
    });
  };
  look(windowWeeks.recent, 'recent', isLit('check') ? 'check' : null);
  if (isLit('long')) look(windowWeeks.long, 'long', null);
  return series;
}

/** With fewer windows of the past it is not known how customers of the recent orders fall silent by themselves. */
const leastPast = 2;

/** How one lamp of the groups of a grouping stands in a week. */
export interface LampVerdict extends Corrected {
  lamp: Lamp;
  /** From which Z on it is worth a look. */
  threshold: number;
}

/**
 * @param threshold of a lamp for groups that do not differ for good
 * @returns lamps that can give a verdict in this week. A lamp without a past of its own gives none while the recent orders'
 * past says that groups differ for good: it could not tell that difference from a loss.
 */
export function verdictsOf(
  series: LampSeries,
  week: number,
  threshold: (lamp: Lamp) => number,
  beginning = 0,
): LampVerdict[] {
  let differ = false;
  return lamps.flatMap((lamp) => {
    const one = series[lamp];
    if (one === undefined || week < firstVerdict(lamp, beginning) || week >= one.weeks) return [];
    const verdict = corrected(one, week);
    if (lamp === 'recent') differ = verdict.unreliable;
    else if (differ && verdict.windows === 0) return [];
    const unreliable = verdict.unreliable || (lamp === 'recent' && verdict.windows < leastPast);
    const above = unreliable ? unreliableMargin : 0;
    return [{ ...verdict, unreliable, lamp, threshold: threshold(lamp) + above }];
  });
}

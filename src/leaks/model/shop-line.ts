import { windowWeeks } from './lamps';
import type { DayText } from './shop-figures';
import type { ShopHistory } from './shop-history';
import { weeksForYearAgo } from './year-ago';
import { isoDay } from '#kernel/local-day';

/** Weeks of a picture. */
export const shownWeeks = 26;

const yearWeeks = 52;

/** From which part of the weeks before on fewer orders of everybody are worth saying loudly. */
const largeFall = 0.2;

/** Purchases of a week, of all customers, with a manager or without. */
export interface ShopWeek {
  /** The week's Sunday. */
  weekEnd: DayText;
  orders: number;
}

/** The whole shop: what the comparison of groups takes out. */
export interface ShopLine {
  /** Purchases of 8 weeks by their last one, oldest first. */
  weeks: ShopWeek[];
  /** In the last 8 weeks, and in the 8 weeks before. */
  now: number;
  before: number;
  /** A year before; null where there are no orders of so long ago. */
  yearAgo: { now: number; before: number } | null;
  /** Fell by more than a fifth. */
  fell: boolean;
}

/** Counts as the groups' figures do: several orders of a customer on a day are one purchase. */
export function shopWeeksOf({ log, firstDay }: Pick<ShopHistory, 'log' | 'firstDay'>): ShopWeek[] {
  const orders = new Uint32Array(log.weeks);
  for (const day of log.day) orders[Math.floor(day / 7)]! += 1;
  return Array.from(orders, (count, week) => ({ weekEnd: isoDay(firstDay + week * 7 + 6), orders: count }));
}

/**
 * @param weeks consecutive ones, oldest first
 * @param weekEnd the last week that is told of
 * @returns null without twice the window up to it
 */
export function shopLine(weeks: readonly ShopWeek[], weekEnd: DayText): ShopLine | null {
  const known = weeks.filter((week) => week.weekEnd <= weekEnd);
  const length = windowWeeks.recent;
  const end = known.length;
  const windowTo = (to: number): number =>
    known.slice(to - length, to).reduce((sum, { orders }) => sum + orders, 0);
  if (end < 2 * length) return null;
  const [now, before] = [windowTo(end), windowTo(end - length)];
  const hasYear = end >= weeksForYearAgo;
  return {
    weeks: known.flatMap(({ weekEnd: last }, place) =>
      place + 1 < length || place < end - shownWeeks ? [] : [{ weekEnd: last, orders: windowTo(place + 1) }],
    ),
    ...{ now, before, fell: now < before * (1 - largeFall) },
    yearAgo: hasYear ? { now: windowTo(end - yearWeeks), before: windowTo(end - yearWeeks - length) } : null,
  };
}

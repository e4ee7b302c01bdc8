import { daysBetween } from './period';
import type { Day } from './period';

export interface HourRow {
  hour: number;
  calls: number;
  answered: number;
}

export interface DayRow {
  day: Day;
  calls: number;
  answered: number;
  talkSeconds: number;
}

/** Bars that are stacked: what was answered, and the rest. */
export interface Stacked {
  answered: number;
  unanswered: number;
}

export function stacked({ calls, answered }: { calls: number; answered: number }): Stacked {
  return { answered, unanswered: Math.max(0, calls - answered) };
}

/**
 * Every hour of an ordinary working day, and those beyond it that had calls: a quiet hour shows as a gap. Nothing where
 * nobody called.
 */
export function fillHours(rows: readonly HourRow[]): HourRow[] {
  const busy = rows.filter(({ calls }) => calls > 0).map(({ hour }) => hour);
  if (busy.length === 0) return [];
  const first = Math.min(9, ...busy);
  const last = Math.max(18, ...busy);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const hour = first + index;
    return rows.find((row) => row.hour === hour) ?? { hour, calls: 0, answered: 0 };
  });
}

/** Every day of the period, those without a call too. Without borders: from the first day with a call to the last. */
export function fillDays(rows: readonly DayRow[], first: Day | null, last: Day | null): DayRow[] {
  const days = rows.map(({ day }) => day).sort();
  const begin = first ?? days[0];
  const end = last ?? days.at(-1);
  if (begin === undefined || end === undefined) return [];
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return daysBetween(begin, end).map(
    (day) => byDay.get(day) ?? { day, calls: 0, answered: 0, talkSeconds: 0 },
  );
}

/** Of 0 to 1; null where there is nothing to divide. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

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

/** Stacked bars: answered calls, and the others. */
export interface Stacked {
  answered: number;
  unanswered: number;
}

export function stacked({ calls, answered }: { calls: number; answered: number }): Stacked {
  return { answered, unanswered: Math.max(0, calls - answered) };
}

/**
 * All hours of an ordinary working day, and others that had calls: an hour without calls shows as a gap. Empty
 * where there were no calls.
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

/**
 * All days of the period, including those without calls. Without borders: from the first day with a call to the
 * last.
 */
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

/** A share from 0 to 1; null where the total is 0. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

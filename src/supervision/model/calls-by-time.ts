import type { Micros } from '#kernel/micros';
import type { LocalCalendar } from '#kernel/local-day';
import { isoDay } from '#kernel/local-day';

/** The calls of one time span that begins at `at`. */
export interface CallsByTime {
  at: Micros;
  calls: number;
  answered: number;
  /** Time with both sides connected. */
  talkSeconds: number;
}

export interface HourOfCalls {
  /** Local hour, 0 to 23. */
  hour: number;
  calls: number;
  answered: number;
}

export interface DayOfCalls {
  /** `2026-07-01` */
  day: string;
  calls: number;
  answered: number;
  talkSeconds: number;
}

/**
 * Sums up calls by the local days and hours of a calendar.
 * @param spans each must lie within one local hour
 * @returns all hours, and every day of the range (its end excluded), including empty ones
 */
export function sumByTime(
  spans: readonly CallsByTime[],
  calendar: LocalCalendar,
  from: Micros,
  to: Micros,
): { byHour: HourOfCalls[]; byDay: DayOfCalls[] } {
  const byHour = Array.from({ length: 24 }, (_, hour) => ({ hour, calls: 0, answered: 0 }));
  const firstDay = calendar.dayOf(from);
  const byDay = Array.from({ length: calendar.dayOf(to - 1) - firstDay + 1 }, (_, days) => ({
    day: isoDay(firstDay + days),
    calls: 0,
    answered: 0,
    talkSeconds: 0,
  }));
  for (const { at, calls, answered, talkSeconds } of spans) {
    // A span may begin before the range, although its calls do not.
    const place = calendar.placeOf(Math.max(at, from));
    const hour = byHour[place.hour];
    const day = byDay[place.day - firstDay];
    if (hour === undefined || day === undefined) continue;
    hour.calls += calls;
    hour.answered += answered;
    day.calls += calls;
    day.answered += answered;
    day.talkSeconds += talkSeconds;
  }
  return { byHour, byDay };
}

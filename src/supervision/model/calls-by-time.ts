import type { Micros } from '#kernel/micros';
import type { LocalCalendar } from '#kernel/local-day';
import { isoDay } from '#kernel/local-day';

/** Calls of a span of time that begins at `at`. */
export interface CallsByTime {
  at: Micros;
  calls: number;
  answered: number;
  /** Both sides joined. */
  talkSeconds: number;
}

export interface HourOfCalls {
  /** By the clock on the wall, 0 to 23. */
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
 * Sums up calls by a calendar and its clock.
 * @param spans lie within one hour of that clock each
 * @returns all hours, and every day from the one moment to the other (which does not belong to it), empty ones too
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
    // A span may begin before the range does, though none of its calls.
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

import type { Micros } from '#kernel/micros';
import type { LocalCalendar } from '#kernel/local-day';
import { isoDay } from '#kernel/local-day';

/** Callers from outside in numbers that can be added up. */
export interface CallerCounts {
  calls: number;
  answered: number;
  abandoned: number;
  notTaken: number;
  callBackWanted: number;
  outOfHours: number;
  /** Not ended yet. */
  live: number;
  /** Answered within the time of the service level. */
  inTime: number;
  /** Abandoned so soon that they do not count for the service level. */
  shortAbandoned: number;
  /** How long those waited, all together, who were answered. */
  answeredWait: Micros;
  /** The longest wait, answered or not, within opening hours; null without calls that have ended. */
  longestWait: Micros | null;
}

/** The callers of one number in a time span that begins at `at`. */
export interface CallersByTime extends CallerCounts {
  at: Micros;
  /** The company's number that was called, digits; null for records without it. */
  did: string | null;
}

/** Callers in figures as reports have them. */
export interface CallerFigures {
  calls: number;
  answered: number;
  abandoned: number;
  notTaken: number;
  callBackWanted: number;
  outOfHours: number;
  /** From the arrival of the call until a manager answered; null if none did. */
  averageWaitSeconds: number | null;
  /** Until a manager answered, or the call ended; without calls outside opening hours. */
  longestWaitSeconds: number | null;
  /**
   * The share, from 0 to 1, that was answered within the time of the service level, of the calls that have ended: without
   * those outside opening hours, and those abandoned at once. Null if there are none.
   */
  serviceLevel: number | null;
}

export interface CallerReport {
  total: CallerFigures;
  /** Every day of the range. */
  byDay: ({ day: string } & CallerFigures)[];
  /** By number, only those that were called. */
  byDid: ({ did: string | null } & CallerFigures)[];
}

const none: CallerCounts = {
  calls: 0,
  answered: 0,
  abandoned: 0,
  notTaken: 0,
  callBackWanted: 0,
  outOfHours: 0,
  live: 0,
  inTime: 0,
  shortAbandoned: 0,
  answeredWait: 0,
  longestWait: null,
};

/** @param spans each must lie within one local day */
export function callerReport(
  spans: readonly CallersByTime[],
  calendar: LocalCalendar,
  from: Micros,
  to: Micros,
): CallerReport {
  const firstDay = calendar.dayOf(from);
  const days = Array.from({ length: calendar.dayOf(to - 1) - firstDay + 1 }, () => none);
  const dids = new Map<string | null, CallerCounts>();
  let total = none;
  for (const span of spans) {
    // A span may begin before the range, although its calls do not.
    const day = calendar.dayOf(Math.max(span.at, from)) - firstDay;
    const before = days[day];
    if (before !== undefined) days[day] = sum(before, span);
    dids.set(span.did, sum(dids.get(span.did) ?? none, span));
    total = sum(total, span);
  }
  return {
    total: figuresOf(total),
    byDay: days.map((counts, index) => ({ day: isoDay(firstDay + index), ...figuresOf(counts) })),
    byDid: [...dids]
      .map(([did, counts]) => ({ did, ...figuresOf(counts) }))
      .sort((a, b) => ((a.did ?? '') < (b.did ?? '') ? -1 : 1)),
  };
}

export function figuresOf(counts: CallerCounts): CallerFigures {
  const { calls, answered, abandoned, notTaken, callBackWanted, outOfHours } = counts;
  const { live, inTime, shortAbandoned, answeredWait, longestWait } = counts;
  const offered = calls - live - outOfHours - shortAbandoned;
  return {
    ...{ calls, answered, abandoned, notTaken, callBackWanted, outOfHours },
    averageWaitSeconds: answered === 0 ? null : answeredWait / answered / 1_000_000,
    longestWaitSeconds: longestWait === null ? null : longestWait / 1_000_000,
    serviceLevel: offered <= 0 ? null : inTime / offered,
  };
}

function sum(one: CallerCounts, other: CallerCounts): CallerCounts {
  return {
    calls: one.calls + other.calls,
    answered: one.answered + other.answered,
    abandoned: one.abandoned + other.abandoned,
    notTaken: one.notTaken + other.notTaken,
    callBackWanted: one.callBackWanted + other.callBackWanted,
    outOfHours: one.outOfHours + other.outOfHours,
    live: one.live + other.live,
    inTime: one.inTime + other.inTime,
    shortAbandoned: one.shortAbandoned + other.shortAbandoned,
    answeredWait: one.answeredWait + other.answeredWait,
    longestWait:
      one.longestWait === null && other.longestWait === null
        ? null
        : Math.max(one.longestWait ?? 0, other.longestWait ?? 0),
  };
}

/** Periods that can be chosen with one click; `custom` is two dates. `all` has no borders. */
export const periods = ['all', 'today', 'yesterday', '7-days', '30-days', 'this-month', 'custom'] as const;
export type Period = (typeof periods)[number];

/** A calendar day in the user's time zone, `2026-11-25`. */
export type Day = string;

/** The chosen period. `from` and `to` are days of `custom`, both inclusive; either may be open. */
export interface PeriodChoice {
  period: Period;
  from: Day | null;
  to: Day | null;
}

/** A time range: `from` is included, `to` is not. */
export interface TimeRange {
  from: Date | null;
  to: Date | null;
}

/** The time range of a choice, by the user's clock. */
export function rangeOf({ period, from, to }: PeriodChoice, now: Date): TimeRange {
  switch (period) {
    case 'all':
      return { from: null, to: null };
    case 'today':
      return { from: startOfDay(now, 0), to: startOfDay(now, 1) };
    case 'yesterday':
      return { from: startOfDay(now, -1), to: startOfDay(now, 0) };
    case '7-days':
      return { from: startOfDay(now, -6), to: startOfDay(now, 1) };
    case '30-days':
      return { from: startOfDay(now, -29), to: startOfDay(now, 1) };
    case 'this-month':
      return { from: new Date(now.getFullYear(), now.getMonth(), 1), to: startOfDay(now, 1) };
    case 'custom': {
      const first = from === null ? null : dateOf(from);
      const last = to === null ? null : dateOf(to);
      return { from: first, to: last === null ? null : startOfDay(last, 1) };
    }
  }
}

/** Reads what {@link writePeriod} wrote into an address. Unreadable input gives `otherwise`. */
export function readPeriod(address: URLSearchParams, otherwise: Period): PeriodChoice {
  const from = dayOrNull(address.get('from'));
  const to = dayOrNull(address.get('to'));
  if (from !== null || to !== null) {
    // Reversed by hand: the meaning is clear.
    return from !== null && to !== null && from > to
      ? { period: 'custom', from: to, to: from }
      : { period: 'custom', from, to };
  }
  const named = address.get('period');
  const period = periods.find((each) => each === named && each !== 'custom') ?? otherwise;
  return { period, from: null, to: null };
}

export function writePeriod(choice: PeriodChoice, otherwise: Period): Record<string, string> {
  if (choice.period === 'custom') {
    return {
      ...(choice.from === null ? {} : { from: choice.from }),
      ...(choice.to === null ? {} : { to: choice.to }),
    };
  }
  return choice.period === otherwise ? {} : { period: choice.period };
}

/** The days from the first to the last, both included; `limit` at most. */
export function daysBetween(first: Day, last: Day, limit = 400): Day[] {
  const days: Day[] = [];
  const begin = dateOf(first);
  if (begin === null) return days;
  for (let offset = 0; days.length < limit; offset += 1) {
    const day = dayOf(startOfDay(begin, offset));
    if (day > last) break;
    days.push(day);
  }
  return days;
}

export function dayOf(date: Date): Day {
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`;
}

/** @returns null for an invalid day, such as `2026-02-30` */
export function dateOf(day: Day): Date | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (!match) return null;
  const date = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return dayOf(date) === day ? date : null;
}

function dayOrNull(text: string | null): Day | null {
  return text !== null && dateOf(text) !== null ? text : null;
}

/** By the calendar, because a day may have 23 or 25 hours. */
function startOfDay(date: Date, offset: number): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + offset);
}

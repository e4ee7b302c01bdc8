import type { Micros } from './micros';
import { isTimeZone } from './local-time';

const quarterHour: Micros = 900_000_000;
const day: Micros = 86_400_000_000;

const formatters = new Map<string, Intl.DateTimeFormat>();
const mostFormatters = 1000;

/**
 * The calendar and the clock of one time zone. It calls Intl once for each day, since a call costs a thousand
 * times as much as an addition; on days when the clock goes forward or back, once for each moment.
 */
export class LocalCalendar {
  readonly #formatter: Intl.DateTimeFormat;
  /** The offset at the start of each UTC day. */
  readonly #offsets = new Map<number, Micros>();

  /** @returns null where the zone is not known */
  static of(timeZone: string): LocalCalendar | null {
    return isTimeZone(timeZone) ? new LocalCalendar(timeZone) : null;
  }

  private constructor(timeZone: string) {
    this.#formatter = formatterOf(timeZone);
  }

  /** How far this clock is ahead of UTC. */
  offsetAt(at: Micros): Micros {
    const today = Math.floor(at / day);
    const before = this.#offsetOf(today);
    return before === this.#offsetOf(today + 1) ? before : this.#ask(at);
  }

  /** Days since 1 January 1970 by this calendar. */
  dayOf(at: Micros): number {
    return this.placeOf(at).day;
  }

  /** Days since 1 January 1970 by this calendar, and the hour of the day, 0 to 23. */
  placeOf(at: Micros): { day: number; hour: number } {
    const hours = Math.floor((at + this.offsetAt(at)) / (4 * quarterHour));
    const days = Math.floor(hours / 24);
    return { day: days, hour: hours - days * 24 };
  }

  /**
   * The first moment of the day that contains `at`: midnight, or the next existing time where midnight is
   * skipped.
   */
  startOfDay(at: Micros): Micros {
    const today = this.dayOf(at);
    // Offsets are multiples of a quarter of an hour, and clock changes are at most three hours.
    let start = today * day - this.offsetAt(at) - 12 * quarterHour;
    while (this.dayOf(start) < today) start += quarterHour;
    return start;
  }

  /** Whether the offset from UTC is whole hours throughout the range. */
  hasWholeHours(from: Micros, to: Micros): boolean {
    for (let at = from; at < to; at += day) if (this.offsetAt(at) % (4 * quarterHour) !== 0) return false;
    return this.offsetAt(to) % (4 * quarterHour) === 0;
  }

  #offsetOf(utcDay: number): Micros {
    const known = this.#offsets.get(utcDay);
    if (known !== undefined) return known;
    const offset = this.#ask(utcDay * day);
    this.#offsets.set(utcDay, offset);
    return offset;
  }

  #ask(at: Micros): Micros {
    const name = this.#formatter.formatToParts(at / 1000).find(({ type }) => type === 'timeZoneName')?.value;
    const parts = /^GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(name ?? '');
    if (parts === null) return 0;
    const [, sign, hours, minutes, seconds = '0'] = parts;
    const ahead = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return (sign === '-' ? -ahead : ahead) * 1_000_000;
  }
}

/** A day in ISO 8601 form: `2026-07-01`. @param days since 1 January 1970 */
export function isoDay(days: number): string {
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    timeZoneName: 'longOffset',
  });
  if (formatters.size < mostFormatters) formatters.set(timeZone, formatter);
  return formatter;
}

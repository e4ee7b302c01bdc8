import type { Micros } from './micros';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Local weekday and time of day. */
export interface LocalTime {
  /** 0 for Monday. */
  weekday: number;
  /** After midnight, 0 to 1439. */
  minute: number;
}

/** Only names of the IANA database, such as `Europe/Moscow`: offsets such as `+03:00` have no summer time. */
const namePattern = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,2}$/;

/**
 * A zone's formatter and its last result: of all calls within a minute, only the first runs the formatter.
 */
interface Zone {
  formatter: Intl.DateTimeFormat;
  /** Minutes since 1970. */
  minute: number;
  time: LocalTime;
}

/**
 * Creating a formatter costs a hundred times as much as using it, and a shop's customers live in a few zones.
 */
const zones = new Map<string, Zone | null>();
const mostZones = 1000;
const minuteMicros = 60_000_000;

/** Whether the runtime knows this time zone. */
export function isTimeZone(name: string): boolean {
  return zoneOf(name) !== null;
}

/** The local time in a zone. @returns null for an unknown zone */
export function localTimeOf(at: Micros, timeZone: string): LocalTime | null {
  const zone = zoneOf(timeZone);
  if (zone === null) return null;
  // Zones have differed from UTC by whole minutes since 1972.
  const minute = Math.floor(at / minuteMicros);
  if (minute !== zone.minute) {
    zone.minute = minute;
    zone.time = ask(zone.formatter, at);
  }
  return zone.time;
}

function ask(formatter: Intl.DateTimeFormat, at: Micros): LocalTime {
  const parts = new Map(formatter.formatToParts(at / 1000).map(({ type, value }) => [type, value]));
  return {
    weekday: (weekdays as readonly string[]).indexOf((parts.get('weekday') ?? '').toLowerCase()),
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}

/** `09:30` as minutes after midnight, up to 24:00. @returns null where the text is not a time of day */
export function minutesOfDay(text: string): number | null {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  if (!match) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return minutes > 24 * 60 ? null : minutes;
}

function zoneOf(timeZone: string): Zone | null {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const formatter = makeFormatter(timeZone);
  const zone = formatter === null ? null : { formatter, minute: 0, time: ask(formatter, 0) };
  if (zones.size < mostZones) zones.set(timeZone, zone);
  return zone;
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat | null {
  if (timeZone.length > 64 || !namePattern.test(timeZone)) return null;
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

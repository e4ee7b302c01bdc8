import type { Micros } from './micros';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** What a clock on a wall shows. */
export interface LocalTime {
  /** 0 for Monday. */
  weekday: number;
  /** After midnight, 0 to 1439. */
  minute: number;
}

/** Names of the IANA database alone, as `Europe/Moscow`: offsets such as `+03:00` know no summer time. */
const namePattern = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,2}$/;

/** A zone's formatter, and what it last said: of all calls within a minute, only the first has to ask. */
interface Zone {
  formatter: Intl.DateTimeFormat;
  /** Since 1970. */
  minute: number;
  time: LocalTime;
}

/** Making a formatter costs a hundred times what using it does, and a shop's customers live in a few zones. */
const zones = new Map<string, Zone | null>();
const mostZones = 1000;
const minuteMicros = 60_000_000;

/** Whether the running program knows this time zone. */
export function isTimeZone(name: string): boolean {
  return zoneOf(name) !== null;
}

/** The time on a wall there and then. @returns null where the zone is not known */
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

/** `09:30` as minutes after midnight, up to 24:00. @returns null where it is no time of day */
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
  const made = formatter === null ? null : { formatter, minute: 0, time: ask(formatter, 0) };
  if (zones.size < mostZones) zones.set(timeZone, made);
  return made;
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

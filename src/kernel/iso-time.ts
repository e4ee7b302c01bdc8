import type { Micros } from './micros';

/**
 * RFC 3339, section 5.6, with up to nine digits of a second; a zone is required: without one the text is not
 * a definite moment.
 */
const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds. */
const firstMoment = Date.parse('1000-01-01T00:00:00.000Z');
const lastMoment = Date.parse('9999-12-31T23:59:59.999Z');

/** @returns for instance `2026-07-01T09:30:00.000123Z` */
export function isoTime(at: Micros): string {
  const milliseconds = Math.floor(at / 1000);
  const rest = at - milliseconds * 1000;
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}

export function isoTimeOrNull(at: Micros | null): string | null {
  return at === null ? null : isoTime(at);
}

/**
 * Reads an RFC 3339 time; digits below a microsecond are cut off.
 * @returns null for anything else, for a day or hour that does not exist, and for a time outside the years
 * 1000 to 9999 in UTC
 */
export function parseIsoTime(text: string): Micros | null {
  const parts = rfc3339.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = parts;
  const wallClock = `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}`;
  const milliseconds = Date.parse(`${wallClock}.000Z`);
  // Date turns 30 February into a day of March.
  if (Number.isNaN(milliseconds) || !new Date(milliseconds).toISOString().startsWith(wallClock)) return null;
  const offset = zoneMinutes(zone);
  if (offset === null) return null;
  const moment = milliseconds - offset * 60_000;
  // The range of DATETIME: a comparison with a value outside it would match no row.
  if (moment < firstMoment || moment > lastMoment) return null;
  return moment * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
}

function zoneMinutes(zone: string): number | null {
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

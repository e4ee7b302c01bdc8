import type { Micros } from '#kernel/micros';

/**
 * Microseconds as the database's `DATETIME(6)`, `2026-01-31 12:00:00.123456`, UTC.
 * Texts both ways: a JavaScript Date would cut the microseconds off and apply this machine's time zone.
 */
export function toDateTime(at: Micros): string {
  const milliseconds = Math.floor(at / 1000);
  const rest = Math.round(at - milliseconds * 1000);
  const text = new Date(milliseconds).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 23)}${String(rest).padStart(3, '0')}`;
}

/** @param text as {@link toDateTime} writes it; the fraction may have 0 to 6 digits */
export function fromDateTime(text: string): Micros {
  const [seconds = '', fraction = ''] = text.split('.');
  return Date.parse(`${seconds.replace(' ', 'T')}Z`) * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}

export function toDateTimeOrNull(at: Micros | null): string | null {
  return at === null ? null : toDateTime(at);
}

export function fromDateTimeOrNull(text: string | null): Micros | null {
  return text === null ? null : fromDateTime(text);
}

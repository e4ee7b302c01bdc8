import { minutesOfDay, weekdays } from './local-time';
import type { LocalTime } from './local-time';

/** Minutes after midnight; `from` is included, `to` is not. */
export interface Opening {
  from: number;
  to: number;
}

/** The hours in which customers may be called, for each day, Monday first. */
export type CallingHours = readonly (readonly Opening[])[];

const rulePattern = /^(?:([a-z]{3})(?:-([a-z]{3}))? )?(\d\d:\d\d)-(\d\d:\d\d)$/;

/**
 * Reads `09:00-21:00` (every day), or rules with days, `mon-fri 08:00-22:00, sat-sun 09:00-20:00`. A day
 * without a rule is closed; a day with two rules has both. 24:00 is the end of a day; openings cannot cross
 * midnight.
 * @returns null for an invalid text
 */
export function parseCallingHours(text: string): CallingHours | null {
  const days: Opening[][] = weekdays.map(() => []);
  for (const rule of text.toLowerCase().split(',')) {
    const match = rulePattern.exec(rule.trim());
    if (!match) return null;
    const [, first, last = first, from = '', to = ''] = match;
    const opens = minutesOfDay(from);
    const closes = minutesOfDay(to);
    const begin = first === undefined ? 0 : dayOf(first);
    const end = last === undefined ? weekdays.length - 1 : dayOf(last);
    if (begin === null || end === null || opens === null || closes === null) return null;
    if (begin > end || opens >= closes) return null;
    for (const day of days.slice(begin, end + 1)) day.push({ from: opens, to: closes });
  }
  return days;
}

export function isOpen(hours: CallingHours, { weekday, minute }: LocalTime): boolean {
  return (hours[weekday] ?? []).some(({ from, to }) => minute >= from && minute < to);
}

function dayOf(name: string): number | null {
  const day = (weekdays as readonly string[]).indexOf(name);
  return day === -1 ? null : day;
}

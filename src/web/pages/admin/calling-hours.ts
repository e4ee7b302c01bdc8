/** Monday first; the names that the setting itself uses. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Openings of each day, `09:00–21:00`, Monday first. */
export type Week = readonly (readonly string[])[];

const rulePattern = /^(?:([a-z]{3})(?:-([a-z]{3}))? )?(\d\d:\d\d)-(\d\d:\d\d)$/;
const timePattern = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/**
 * Reads calling hours as the server does (src/core/calling-hours.ts; a test holds the two together), to say what they
 * mean while they are typed.
 * @returns null where they cannot be read
 */
export function readCallingHours(text: string): Week | null {
  const week: string[][] = weekdays.map(() => []);
  for (const rule of text.toLowerCase().split(',')) {
    const match = rulePattern.exec(rule.trim());
    if (match === null) return null;
    const [, first, last = first, from = '', to = ''] = match;
    const begin = first === undefined ? 0 : dayOf(first);
    const end = last === undefined ? weekdays.length - 1 : dayOf(last);
    // As text, times of day are in order.
    if (!timePattern.test(from) || !timePattern.test(to) || from >= to) return null;
    if (begin === -1 || end === -1 || begin > end) return null;
    for (const day of week.slice(begin, end + 1)) day.push(`${from}–${to}`);
  }
  return week.map((openings) => [...openings].sort());
}

/** Days next to each other that are alike, as one line. */
export function linesOf(week: Week): { from: Weekday; to: Weekday; openings: readonly string[] }[] {
  const lines: { from: Weekday; to: Weekday; openings: readonly string[] }[] = [];
  weekdays.forEach((day, position) => {
    const openings = week[position] ?? [];
    const last = lines.at(-1);
    if (last !== undefined && last.openings.join() === openings.join()) last.to = day;
    else lines.push({ from: day, to: day, openings });
  });
  return lines;
}

function dayOf(name: string): number {
  return (weekdays as readonly string[]).indexOf(name);
}

import type { CallingHours, Opening } from '#kernel/calling-hours';
import { weekdays } from '#kernel/local-time';

export type Weekday = (typeof weekdays)[number];

/** Adjacent days with the same openings; each opening as it is shown, `09:00–21:00`. */
export interface HoursLine {
  from: Weekday;
  to: Weekday;
  openings: readonly string[];
}

/** Calling hours in few lines, Monday first. */
export function linesOf(hours: CallingHours): HoursLine[] {
  const lines: HoursLine[] = [];
  weekdays.forEach((day, position) => {
    const openings = (hours[position] ?? []).map(openingText).sort();
    const last = lines.at(-1);
    if (last !== undefined && last.openings.join() === openings.join()) last.to = day;
    else lines.push({ from: day, to: day, openings });
  });
  return lines;
}

function openingText({ from, to }: Opening): string {
  return `${timeText(from)}–${timeText(to)}`;
}

function timeText(minutes: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

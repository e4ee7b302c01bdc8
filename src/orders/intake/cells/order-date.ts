import { LocalCalendar } from '#kernel/local-day';
import type { Micros } from '#kernel/micros';

/** Which of two numbers is the day in `03/04/2026`: what a column's cells tell. */
export interface DateHabit {
  dayFirst: number;
  monthFirst: number;
}

export const noDateHabit: DateHabit = { dayFirst: 0, monthFirst: 0 };

/** The clock of times that state no offset: a zone (IANA), or minutes ahead of UTC. */
export type ShopClock = string | number;

interface Day {
  year: number;
  month: number;
  day: number;
}

interface TimeOfDay {
  hour: number;
  minute: number;
  second: number;
  micros: number;
}

const midnight: TimeOfDay = { hour: 0, minute: 0, second: 0, micros: 0 };

/** The first three letters of months' names; a fourth tells June from July and March from May. */
const monthNames: ReadonlyArray<readonly [RegExp, number]> = [
  [/^(jan|янв|jän|ene|gen|січ|sty)/, 1],
  [/^(feb|фев|fév|fev|лют|lut)/, 2],
  [/^(mar|мар|mär|mrz|бер)/, 3],
  [/^(apr|апр|avr|abr|кві|kwi)/, 4],
  [/^(may|май|мая|mai|mag|тра|maj)/, 5],
  [/^(jun|июн|juin|giu|чер|cze)/, 6],
  [/^(jul|июл|juil|lug|лип|lip)/, 7],
  [/^(aug|авг|aoû|aou|ago|сер|sie)/, 8],
  [/^(sep|сен|set|вер|wrz)/, 9],
  [/^(oct|окт|okt|ott|out|жов|paź)/, 10],
  [/^(nov|ноя|лис|lis)/, 11],
  [/^(dec|дек|dez|dic|déc|гру|gru)/, 12],
];

/** Minutes ahead of UTC of the zones that exports name. */
const zoneNames: Readonly<Record<string, number>> = {
  z: 0,
  utc: 0,
  gmt: 0,
  msk: 180,
  мск: 180,
  cet: 60,
  mez: 60,
  cest: 120,
  mesz: 120,
  eet: 120,
  eest: 180,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  bst: 60,
  wet: 0,
  west: 60,
};

const zonePattern = new RegExp(
  String.raw`\s*\(?\s*(?:(${Object.keys(zoneNames).join('|')})(?!\p{L})|(?<=\d)(?=[+-]))?\s*\(?(?:(?:utc|gmt)\s*)?([+-]\d{1,2}(?::?\d\d)?)?\s*\)?\s*\)?(?:\[[A-Za-z_/+-]+\])?\s*$`,
  'iu',
);
const timePattern = /(?<![\d.])(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(am|pm)?(?![\d:])/iu;

/** `Sat, 31 Jan`, `Saturday 31 January`, `суббота, 31 января`. */
const weekday =
  /^(?:\p{L}{2,12}\.?,\s*|(?:mon|tue|wed|thu|fri|sat|sun|пон|вто|сре|чет|пят|суб|вос|пн|вт|ср|чт|пт|сб|вс)\p{L}*\.?\s+)/iu;

/** How exports write that there is no date. */
const noDate = /^(0{4}-0\d-0\d|0\d[./-]0\d[./-]0{4}|0000)/;

export function statesNoDate(cell: string): boolean {
  return noDate.test(cell.trim());
}

/** What one cell tells of its column. */
export function dateHabitOf(cell: string, habit: DateHabit): DateHabit {
  const match = /(?<!\d)(\d{1,2})\/(\d{1,2})\/(\d{4}|\d\d)(?!\d)/.exec(cell);
  if (match === null) return habit;
  const [, one, other] = match.map(Number);
  if ((one ?? 0) > 12) return { ...habit, dayFirst: habit.dayFirst + 1 };
  return (other ?? 0) > 12 ? { ...habit, monthFirst: habit.monthFirst + 1 } : habit;
}

/**
 * Reads the date of an order, of whatever form: ISO 8601, with dots, dashes or slashes, with the month's name, seconds
 * since 1970, days of a spreadsheet.
 * @param clock of the shop, for times that state no offset
 * @param habit which of `03/04/2026` is the day; without it such a date is not read
 * @param beside a cell with the time of day, where the date has none
 */
export function readOrderDate(
  cell: string,
  clock: ShopClock,
  habit: DateHabit = noDateHabit,
  beside = '',
): Micros | null {
  const text = cell.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (text.length > 96 || isSpan(text)) return null;
  const read = readUsual(text, clock, habit, beside);
  if (read !== null) return read;
  const { text: usual, zone } = inUsualForm(text);
  if (usual === text || (zone !== null && calendarOf(zone) === null)) return null;
  return readUsual(usual, zone ?? clock, habit, beside);
}

/** `12:00-14:00` is a time of delivery; of `12:00-05:00` the end is an offset. */
function isSpan(text: string): boolean {
  const [, hours, minutes, ...until] =
    /(?<![\d:])(\d{1,2}):(\d\d) ?[-–] ?(\d{1,2}):(\d\d)$/u.exec(text) ?? [];
  return Number(until[0]) * 60 + Number(until[1]) > Number(hours) * 60 + Number(minutes);
}

/** Forms that few programs write, tried where a text is no usual one: each rule makes a usual form of one. */
const rareForms: ReadonlyArray<readonly [RegExp, string]> = [
  [/^'/, ''],
  [/^\/Date\((\d{12,13})(?:[+-]\d{4})?\)\/$/, '$1'],
  // `Sat Jan 31 2026 12:00:00 GMT+0300 (Moscow Standard Time)`, as JavaScript writes it.
  [/([+-]\d{4}) \([^()]*\)$/, '$1'],
  // `Sat Jan 31 12:00:00 MSK 2026`, as date(1) does.
  [/ (\d\d:\d\d:\d\d) ([A-Z]{3,4}) (\d{4})$/, ' $3 $1 $2'],
  [/([ap])\.\s?m\.?/iu, '$1m'],
  [/(\d{1,2}) ?ч\.? ?(\d\d) ?м(?:ин)?\.?$/iu, '$1:$2'],
  [/(:\d\d) ?ч\.?$/iu, '$1'],
  // `31/Jan/2026:12:00:00 +0300`, of logs of web servers.
  [/(\d{4}):(\d\d:\d\d)/, '$1 $2'],
  [/^(\d{1,2})\/(\p{L}{3,})\/(\d{4})/u, '$1 $2 $3'],
  [/^(\d{4})[ -](\p{L}{3,})[ -](\d{1,2})(?!\d)/u, '$3 $2 $1'],
  [/^(\d{1,2}) (\d{1,2}) (\d{4})(?!\d)/, '$1.$2.$3'],
  [/ [-–—|/] (?=\d{1,2}:\d\d)/u, ' '],
  // `31.01.2026 12.00`; `10-18` is a span.
  [/^(\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d\d-\d\d),? (\d{1,2})\.(\d\d)$/, '$1 $2:$3'],
  [/^(\d{4})(\d\d)(\d\d)T?(\d\d)(\d\d)(\d\d)(Z|[+-]\d\d:?\d\d)$/, '$1-$2-$3 $4:$5:$6$7'],
  // xs:date of XML Schema has an offset and no time.
  [/^(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)$/, '$1 00:00:00$2'],
];

/** @returns `zone`: of the IANA name behind it, `2026-01-31 12:00 Europe/Moscow`; null for none */
function inUsualForm(text: string): { text: string; zone: string | null } {
  const zoned = /^(.*\d) ?\[?([A-Z][A-Za-z]+\/[A-Za-z_/+-]+)\]?$/.exec(text);
  const usual = rareForms.reduce((left, [form, as]) => left.replace(form, as), zoned?.[1] ?? text);
  return { text: usual, zone: zoned?.[2] ?? null };
}

function readUsual(cell: string, clock: ShopClock, habit: DateHabit, beside: string): Micros | null {
  let text = cell;
  const counted = readCounted(text, clock);
  if (counted !== undefined) return counted;
  text = text
    .replace(/\s?(?:uhr|года|год|(?<=\d ?)г\.?)(?=\s|,|$)/giu, '')
    .replace(weekday, '')
    .replace(/\s(?:в|at|um)\s(?=\d)/iu, ' ')
    .replace(/(\d)T(\d)/, '$1 $2');
  let time: TimeOfDay = midnight;
  let offset: number | null = null;
  const stated =
    timePattern.exec(text) ?? (/^\d{4}-\d\d-\d\dT?\d/.test(text) ? null : timePattern.exec(` ${beside}`));
  if (stated !== null) {
    const read = timeFrom(stated);
    if (read === null) return null;
    time = read;
    if (timePattern.test(text)) {
      const behind = text.slice(stated.index + stated[0].length);
      const zone = zonePattern.exec(behind);
      if (zone !== null && zone[0].trim() !== '') {
        offset = offsetFrom(zone);
        if (offset === null) return null;
        text = text.slice(0, stated.index) + behind.slice(0, zone.index);
      } else {
        text = text.slice(0, stated.index) + behind;
      }
    }
  }
  const day = dayFrom(text.replace(/^[\s,]+|[\s,]+$/g, ''), habit);
  return day === null ? null : instant(day, time, offset, clock);
}

/**
 * The day on which a moment is by the shop's clock, `2026-12-31`.
 * @returns null where the clock's zone is not known
 */
export function dayAt(at: Micros, clock: ShopClock): string | null {
  const ahead = typeof clock === 'number' ? clock * 60_000_000 : calendarOf(clock)?.offsetAt(at);
  return ahead === undefined ? null : new Date((at + ahead) / 1000).toISOString().slice(0, 10);
}

/** Seconds or milliseconds since 1970, days of a spreadsheet, `20260131`. @returns undefined for other texts */
function readCounted(text: string, clock: ShopClock): Micros | null | undefined {
  if (/^[12]\d{9}(?:\.\d{1,6})?$/.test(text)) return Math.round(Number(text) * 1_000_000);
  if (/^[12]\d{12}$/.test(text)) return Number(text) * 1000;
  if (/^[2-7]\d{4}(?:[.,]\d+)?$/.test(text)) {
    const serial = Number(text.replace(',', '.'));
    const date = new Date(Math.round((serial - 25_569) * 86_400) * 1000);
    return instant(
      { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() },
      { hour: date.getUTCHours(), minute: date.getUTCMinutes(), second: date.getUTCSeconds(), micros: 0 },
      null,
      clock,
    );
  }
  const compact = /^((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?$/.exec(text);
  if (compact === null) return undefined;
  const at = (nth: number): number => Number(compact[nth] ?? 0);
  const [year, month, day, hour, minute, second] = [at(1), at(2), at(3), at(4), at(5), at(6)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  return instant({ year, month, day }, { hour, minute, second, micros: 0 }, null, clock);
}

function timeFrom([, hours, minutes, seconds = '0', fraction = '', half]: RegExpExecArray): TimeOfDay | null {
  let hour = Number(hours);
  const isAfternoon = half?.toLowerCase() === 'pm';
  if (half !== undefined && hour <= 12) hour = (hour % 12) + (isAfternoon ? 12 : 0);
  const minute = Number(minutes);
  const second = Number(seconds);
  if (hour > 23 || minute > 59 || second > 59) return null;
  return { hour, minute, second, micros: Number(fraction.padEnd(6, '0').slice(0, 6)) };
}

/** Minutes ahead of UTC. */
function offsetFrom([, name, ahead]: RegExpExecArray): number | null {
  if (ahead !== undefined) return readOffset(ahead);
  return name === undefined ? null : (zoneNames[name.toLowerCase()] ?? null);
}

/** Minutes: no clock on earth is further from UTC. */
const [mostWest, mostEast] = [-12 * 60, 14 * 60];

/** `+03:00`, `+0300`, `+3` in minutes; null where it is no offset. */
export function readOffset(text: string): number | null {
  if (text.toUpperCase() === 'Z') return 0;
  const match = /^([+-])(\d{1,2}):?(\d\d)?$/.exec(text);
  if (!match) return null;
  const ahead = Number(match[2]) * 60 + Number(match[3] ?? 0);
  const minutes = match[1] === '-' ? -ahead : ahead;
  const isThere = minutes >= mostWest && minutes <= mostEast && Number(match[3] ?? 0) <= 59;
  return isThere ? minutes : null;
}

function dayFrom(text: string, habit: DateHabit): Day | null {
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(text);
  if (iso !== null) return dayOf(iso[1], iso[2], iso[3]);
  const dotted = /^(\d{1,2})[.-](\d{1,2})[.-](\d{4}|\d\d)$/.exec(text);
  if (dotted !== null) return dayOf(dotted[3], dotted[2], dotted[1]);
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d\d)$/.exec(text);
  if (slashed !== null) {
    const dayFirst = isDayFirst(Number(slashed[1]), Number(slashed[2]), habit);
    if (dayFirst === null) return null;
    return dayFirst ? dayOf(slashed[3], slashed[2], slashed[1]) : dayOf(slashed[3], slashed[1], slashed[2]);
  }
  const named =
    /^(\d{1,2})(?:st|nd|rd|th)?[.\s-]*(?:de |of )?(\p{L}{3,})[.,\s-]*(?:de )?(\d{4}|\d\d)$/iu.exec(text);
  if (named !== null) return namedDay(named[3], named[2], named[1]);
  const american = /^(\p{L}{3,})[.\s-]*(\d{1,2})(?:st|nd|rd|th)?[,\s-]+(\d{4})$/iu.exec(text);
  return american === null ? null : namedDay(american[3], american[1], american[2]);
}

function namedDay(year: string | undefined, name: string | undefined, day: string | undefined): Day | null {
  const month = monthNames.find(([pattern]) => pattern.test((name ?? '').toLowerCase()))?.[1];
  return month === undefined ? null : dayOf(year, String(month), day);
}

function isDayFirst(one: number, other: number, { dayFirst, monthFirst }: DateHabit): boolean | null {
  if (one > 12) return true;
  if (other > 12) return false;
  if (one === other) return true;
  if (dayFirst > 0 === monthFirst > 0) return null;
  return dayFirst > 0;
}

function dayOf(year: string | undefined, month: string | undefined, day: string | undefined): Day {
  const short = (year ?? '').length === 2 ? 2000 : 0;
  return { year: Number(year) + short, month: Number(month), day: Number(day) };
}

function instant(
  { year, month, day }: Day,
  { hour, minute, second, micros }: TimeOfDay,
  offset: number | null,
  clock: ShopClock,
): Micros | null {
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date.UTC makes 2 March of 30 February.
  const exact =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  // What DATETIME can hold, with room for every offset.
  if (!exact || year < 1970 || year > 2200) return null;
  const local = date.getTime() * 1000 + micros;
  if (offset !== null) return local - offset * 60_000_000;
  if (typeof clock === 'number') return local - clock * 60_000_000;
  return fromLocal(local, clock);
}

const calendars = new Map<string, LocalCalendar | null>();

function calendarOf(timeZone: string): LocalCalendar | null {
  let calendar = calendars.get(timeZone);
  if (calendar === undefined) {
    calendar = LocalCalendar.of(timeZone);
    calendars.set(timeZone, calendar);
  }
  return calendar;
}

/** A local time that the clock skips is the moment when it goes forward; of one that comes twice, the first is meant. */
function fromLocal(local: Micros, timeZone: string): Micros | null {
  const calendar = calendarOf(timeZone);
  if (calendar === null) return null;
  const early = local - calendar.offsetAt(local - calendar.offsetAt(local));
  const first = local - calendar.offsetAt(early - 3 * 3_600_000_000);
  return first + calendar.offsetAt(first) === local ? first : early;
}

import * as fc from 'fast-check';
import { isoDay, LocalCalendar } from '#kernel/local-day';

const minute = 60_000_000;
const hour = 60 * minute;
const day = 24 * hour;

function calendarOf(zone: string): LocalCalendar {
  const calendar = LocalCalendar.of(zone);
  if (calendar === null) throw new Error(zone);
  return calendar;
}

const at = (text: string): number => Date.parse(text) * 1000;

it.each([
  ['Europe/Moscow', '2026-07-01T00:00:00Z', 3 * hour],
  ['UTC', '2026-07-01T00:00:00Z', 0],
  ['Asia/Kathmandu', '2026-07-01T00:00:00Z', 5 * hour + 45 * minute],
  ['America/St_Johns', '2026-07-01T00:00:00Z', -2.5 * hour],
  // The clock goes forward on 29 March at 1:00 UTC.
  ['Europe/Berlin', '2026-03-29T00:59:59Z', hour],
  ['Europe/Berlin', '2026-03-29T01:00:00Z', 2 * hour],
])('%s is ahead of UTC at %s by %d microseconds', (zone, time, offset) => {
  expect(calendarOf(zone).offsetAt(at(time))).toBe(offset);
});

it('rejects unknown zones', () => {
  expect(LocalCalendar.of('Europe/Nowhere')).toBeNull();
  expect(LocalCalendar.of('+03:00')).toBeNull();
  expect(LocalCalendar.of('')).toBeNull();
});

it.each([
  ['Europe/Moscow', '2026-07-01T12:00:00Z', '2026-06-30T21:00:00.000Z'],
  ['Europe/Moscow', '2026-06-30T21:00:00Z', '2026-06-30T21:00:00.000Z'],
  ['Europe/Moscow', '2026-06-30T20:59:59Z', '2026-06-29T21:00:00.000Z'],
  ['Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-28T23:00:00.000Z'],
  ['Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-24T22:00:00.000Z'],
  // That day begins at one o'clock: midnight is skipped.
  ['Africa/Cairo', '2026-04-24T12:00:00Z', '2026-04-23T22:00:00.000Z'],
  // That day has midnight twice; it begins with the first one.
  ['America/Havana', '2026-11-01T12:00:00Z', '2026-11-01T04:00:00.000Z'],
])('the day of %s at %s begins at %s', (zone, time, start) => {
  expect(new Date(calendarOf(zone).startOfDay(at(time)) / 1000).toISOString()).toBe(start);
});

it('places every moment as Intl does, in any zone of whole minutes', () => {
  const zones = [
    'Europe/Berlin',
    'America/St_Johns',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Africa/Cairo',
  ];
  const moments = fc.integer({
    min: at('2020-01-01T00:00:00Z') / minute,
    max: at('2030-01-01T00:00:00Z') / minute,
  });
  fc.assert(
    fc.property(fc.constantFrom(...zones), moments, (zone, minutes) => {
      const moment = minutes * minute;
      const there = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' },
      }).formatToParts(moment / 1000);
      const part = (type: string): string => there.find((each) => each.type === type)?.value ?? '';
      const place = calendarOf(zone).placeOf(moment);
      expect(isoDay(place.day)).toBe(`${part('year')}-${part('month')}-${part('day')}`);
      expect(place.hour).toBe(Number(part('hour')));
      const start = calendarOf(zone).startOfDay(moment);
      expect(calendarOf(zone).dayOf(start)).toBe(place.day);
      expect(calendarOf(zone).dayOf(start - 1)).toBe(place.day - 1);
      expect(moment - start).toBeLessThan(25 * hour + 1);
    }),
  );
});

it('reports whether offsets are whole hours', () => {
  const [from, to] = [at('2026-01-01T00:00:00Z'), at('2026-01-01T00:00:00Z') + 300 * day];
  expect(calendarOf('Europe/Berlin').hasWholeHours(from, to)).toBe(true);
  expect(calendarOf('Asia/Kolkata').hasWholeHours(from, to)).toBe(false);
  // Summer time adds half an hour: 10:30 and 11:00.
  expect(
    calendarOf('Australia/Lord_Howe').hasWholeHours(at('2026-01-10T00:00:00Z'), at('2026-02-01T00:00:00Z')),
  ).toBe(true);
  expect(calendarOf('Australia/Lord_Howe').hasWholeHours(from, to)).toBe(false);
});

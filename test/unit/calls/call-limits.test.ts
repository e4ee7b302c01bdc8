import { isOpen, parseCallingHours } from '#kernel/calling-hours';
import { reachedCap, refusalOfOrder } from '#calls/model/call-limits';
import type { CallLimits, Restraints } from '#calls/model/call-limits';
import { afterMiss, isLocked, noGuesses } from '#calls/model/guess-lock';
import { isTimeZone, localTimeOf, minutesOfDay } from '#kernel/local-time';

const second = 1_000_000;
const at = (text: string): number => Date.parse(text) * 1000;

const limits: CallLimits = {
  couriers: { callsPerHour: 0, callsPerDay: 0 },
  callsPerHour: 3,
  callsPerDay: 5,
  hours: parseCallingHours('mon-fri 09:00-21:00, sat 10:00-18:00')!,
  defaultTimeZone: 'Europe/Moscow',
};
const open: Restraints = { doNotCall: false, timeZone: null, destination: 'open' };

describe('caps', () => {
  test.each([
    [0, 0, limits, null],
    [2, 4, limits, null],
    [3, 3, limits, 'hourly-cap'],
    [3, 5, limits, 'hourly-cap'],
    [0, 5, limits, 'daily-cap'],
    [99, 99, { ...limits, callsPerHour: 0 }, 'daily-cap'],
    [99, 99, { ...limits, callsPerHour: 0, callsPerDay: 0 }, null],
  ])('%d in an hour, %d in a day', (callsLastHour, callsLastDay, within, expected) => {
    expect(reachedCap({ callsLastHour, callsLastDay }, within)).toBe(expected);
  });
});

describe('what an order itself forbids', () => {
  // 24 November 2026 is a Tuesday. Moscow is three hours ahead of UTC, Vladivostok ten, Kaliningrad two.
  test.each([
    ['at noon', {}, '2026-11-24T09:00:00Z', null],
    ['a second before nine', {}, '2026-11-24T05:59:59Z', 'calling-hours'],
    ['at nine', {}, '2026-11-24T06:00:00Z', null],
    ['a second before the end', {}, '2026-11-24T17:59:59Z', null],
    ['at the end', {}, '2026-11-24T18:00:00Z', 'calling-hours'],
    ['evening here, night there', { timeZone: 'Asia/Vladivostok' }, '2026-11-24T12:00:00Z', 'calling-hours'],
    ['early here, day there', { timeZone: 'Asia/Vladivostok' }, '2026-11-24T00:00:00Z', null],
    ['late here, not yet there', { timeZone: 'Europe/Kaliningrad' }, '2026-11-24T18:30:00Z', null],
    ['Saturday morning', {}, '2026-11-28T06:30:00Z', 'calling-hours'],
    ['Saturday noon', {}, '2026-11-28T09:00:00Z', null],
    ['Sunday', {}, '2026-11-29T09:00:00Z', 'calling-hours'],
    ['Sunday here, Monday there', { timeZone: 'Asia/Vladivostok' }, '2026-11-29T23:30:00Z', null],
    ['a zone that is none', { timeZone: 'Mars/Olympus' }, '2026-11-24T09:00:00Z', 'calling-hours'],
    ['not to be called', { doNotCall: true }, '2026-11-24T09:00:00Z', 'do-not-call'],
    ['not to be called, at night', { doNotCall: true }, '2026-11-24T00:00:00Z', 'do-not-call'],
    ['premium', { destination: 'premium-rate' as const }, '2026-11-24T09:00:00Z', 'destination'],
    ['abroad, at night', { destination: 'abroad' as const }, '2026-11-24T00:00:00Z', 'destination'],
  ])('%s', (_case, change, now, expected) => {
    expect(refusalOfOrder({ ...open, ...change }, at(now), limits)).toBe(expected);
  });

  test('summer time is kept', () => {
    const berlin = { ...open, timeZone: 'Europe/Berlin' };
    expect(refusalOfOrder(berlin, at('2026-11-24T07:30:00Z'), limits)).toBe('calling-hours');
    expect(refusalOfOrder(berlin, at('2026-07-21T07:30:00Z'), limits)).toBeNull();
  });
});

describe('calling hours', () => {
  test.each([
    '',
    '9-21',
    '09:00-09:00',
    '21:00-09:00',
    '09:00-24:01',
    '25:00-26:00',
    'fri-mon 09:00-10:00',
    'mon 09:00',
    'montag 09:00-10:00',
    '09:00-21:00,',
  ])('are not %p', (text) => {
    expect(parseCallingHours(text)).toBeNull();
  });

  test('hold for every day without days, and add up', () => {
    const hours = parseCallingHours('09:00-12:00, mon 13:00-24:00')!;
    expect(isOpen(hours, { weekday: 6, minute: 540 })).toBe(true);
    expect(isOpen(hours, { weekday: 6, minute: 780 })).toBe(false);
    expect(isOpen(hours, { weekday: 0, minute: 1439 })).toBe(true);
  });

  test('go by names of zones, not by offsets', () => {
    for (const name of ['Europe/Moscow', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5']) {
      expect(isTimeZone(name)).toBe(true);
    }
    for (const name of ['', '+03:00', 'Europe', 'Europe/Moscow ', 'x'.repeat(70), '../etc/passwd']) {
      expect(isTimeZone(name)).toBe(false);
    }
    expect(localTimeOf(at('2026-11-24T21:05:00Z'), 'Europe/Moscow')).toEqual({ weekday: 2, minute: 5 });
    expect(minutesOfDay('24:00')).toBe(1440);
    expect(minutesOfDay('24:01')).toBeNull();
  });
});

describe('wrong order numbers', () => {
  const rule = { limit: 3, windowSeconds: 60, lockSeconds: 120 };
  const after = (...seconds: number[]) =>
    seconds.reduce((state, each) => afterMiss(state, each * second, rule), noGuesses);

  test.each([
    ['too few', [0, 1], 2, false],
    ['enough', [0, 1, 2], 3, true],
    ['enough, too far apart', [0, 30, 61], 62, false],
    ['the last three close enough', [0, 30, 61, 80], 81, true],
    ['until the end', [0, 1, 2], 121.9, true],
    ['over', [0, 1, 2], 122, false],
    ['over, and counted anew', [0, 1, 2, 122, 123], 124, false],
    ['over, and again', [0, 1, 2, 122, 123, 124], 125, true],
  ])('%s', (_case, seconds, now, expected) => {
    expect(isLocked(after(...seconds), now * second)).toBe(expected);
  });

  test('never lock where the limit is 0', () => {
    const state = [1, 2, 3, 4].reduce(
      (before, each) => afterMiss(before, each, { ...rule, limit: 0 }),
      noGuesses,
    );
    expect(isLocked(state, 5)).toBe(false);
  });
});

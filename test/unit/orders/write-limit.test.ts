import { entries, managersChanges, overseersChanges, reachOf, writeWait } from '#orders/model/write-limit';

const second = 1_000_000;
const now = 1_800_000_000 * second;

/** So many changes, newest first, so many seconds apart; the newest is that old too. */
const every = (seconds: number, count: number): number[] =>
  Array.from({ length: count }, (_each, place) => now - (place + 1) * seconds * second);

test.each([
  ['none', [], null],
  ['nine of an hour', every(60, 9), null],
  ['ten of an hour', every(60, 10), 3000],
  ['ten of an hour, the first a moment short of an hour ago', every(360, 10).map((at) => at + 1), 1],
  ['ten of exactly an hour', every(360, 10), null],
  ['39 of a day', every(600, 39), null],
  ['40 of a day', every(600, 40), 62_400],
  ['both are full: the longer one', every(60, 40), 84_000],
])('%s', (_name, changes, wait) => {
  expect(writeWait(managersChanges, changes, now)).toBe(wait);
});

test('supervisors have limits too, above those of managers', () => {
  expect(writeWait(overseersChanges, every(60, 29), now)).toBeNull();
  expect(writeWait(overseersChanges, every(60, 30), now)).toBe(1800);
  expect(writeWait(overseersChanges, every(600, 119), now)).toBeNull();
  expect(writeWait(overseersChanges, every(600, 120), now)).toBe(14_400);
});

test('as many changes are asked for as the longest rule counts', () => {
  expect(reachOf(overseersChanges)).toEqual({ writes: 120, seconds: 86_400 });
});

test('twenty notes a minute, and no more', () => {
  expect(writeWait(entries, every(2, 19), now)).toBeNull();
  expect(writeWait(entries, every(2, 20), now)).toBe(20);
  expect(writeWait(entries, every(10, 240), now)).toBe(1200);
});

import { reachFrom, reachText, ringingKinds, stateOfAll } from '#people/model/reach';
import type { DeviceKind, Reach } from '#people/model/reach';
import { isBreakEnd, longestBreak, notAway, presenceAfter } from '#people/model/presence';

const all: DeviceKind[] = ['page', 'desk', 'mobile'];
const rings = (reach: Reach, there: readonly DeviceKind[], asking?: DeviceKind, evenIfNotChosen = false) =>
  ringingKinds(
    reach,
    (kind) => there.includes(kind),
    asking === undefined ? undefined : { kind: asking, evenIfNotChosen },
  ).join();

test.each<[string, Reach, DeviceKind[], string]>([
  ['automatic, on duty in the page', null, all, 'page'],
  ['automatic, off duty', null, ['desk', 'mobile'], 'desk'],
  ['all of them', ['mobile', 'desk', 'page'], all, 'page,desk,mobile'],
  ['page and desk, off duty', ['page', 'desk'], ['desk'], 'desk'],
  ['page alone, off duty', ['page'], ['desk'], ''],
  ['desk alone, though on duty in the page', ['desk'], all, 'desk'],
  ['mobile without a number', ['mobile'], ['page', 'desk'], ''],
])('%s', (_, reach, there, expected) => {
  expect(rings(reach, there)).toBe(expected);
});

test('a click in the page has it rung alone, if it is chosen and there', () => {
  expect(rings(['page', 'desk'], all, 'page')).toBe('page');
  expect(rings(null, all, 'page')).toBe('page');
  expect(rings(['desk', 'mobile'], all, 'page')).toBe('desk,mobile');
  expect(rings(['page', 'desk'], ['desk'], 'page')).toBe('desk');
});

test('a phone that has dialled is called back, whatever is chosen', () => {
  expect(rings(['page'], all, 'desk', true)).toBe('desk');
  expect(rings(null, all, 'desk', true)).toBe('desk');
});

const ready = { registered: true, inUse: false };
const talking = { registered: true, inUse: true };
const gone = { registered: false, inUse: false };
const unknown = { registered: 'unknown', inUse: 'unknown' } as const;

test('several devices are one phone: there if one is, in use if one is', () => {
  expect(stateOfAll([ready, gone])).toEqual(ready);
  expect(stateOfAll([ready, talking])).toEqual(talking);
  expect(stateOfAll([gone, gone])).toEqual(gone);
  expect(stateOfAll([gone, unknown])).toEqual(unknown);
  expect(stateOfAll([ready, unknown])).toEqual({ registered: true, inUse: 'unknown' });
  expect(stateOfAll([])).toEqual(gone);
});

test('what is chosen is stored in one order, and what a later version stored is left out', () => {
  expect(reachText(['desk', 'page'])).toBe('page,desk');
  expect([reachText(null), reachFrom(null)]).toEqual([null, null]);
  expect(reachFrom('page,satellite,desk')).toEqual(['page', 'desk']);
});

test('a break keeps its beginning while its reason and its end change', () => {
  const first = presenceAfter(notAway, { reason: null, until: null }, 10);
  expect(first).toEqual({ awaySince: 10, awayReason: null, awayUntil: null });
  expect(presenceAfter(first, { reason: 'lunch', until: 99 }, 20)).toEqual({
    ...{ awaySince: 10, awayReason: 'lunch', awayUntil: 99 },
  });
  expect(presenceAfter(first, null, 30)).toEqual(notAway);
});

test('a break ends in the future, and within a month', () => {
  expect([10, 11, 10 + longestBreak, 11 + longestBreak].map((until) => isBreakEnd(until, 10))).toEqual([
    ...[false, true, true, false],
  ]);
});

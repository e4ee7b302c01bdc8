import { judge } from '../../faults/line-watch';
import type { Look } from '../../faults/line-watch';

/* The judge of test/faults must detect violations: here it gets one of each kind. */

const call = '01900000-0000-7000-8000-000000000001';
const other = '01900000-0000-7000-8000-000000000002';
const extensionOf = new Map([
  [call, '101'],
  [other, '102'],
]);
const phone = { channelId: '1795556276.4', name: 'PJSIP/101-0000002a' };
const customer = { channelId: `${call}-c0`, name: 'PJSIP/carrier-0000002b' };
const stranger = { channelId: `${other}-c0`, name: 'PJSIP/carrier-0000002c' };
const clicked = { channelId: `${other}-m`, name: 'PJSIP/102-0000002d' };

/** Observations a tenth of a second apart. */
function looks(seconds: number, legs: Look['legs'], bridges: Record<string, string[]> = {}): Look[] {
  return Array.from({ length: seconds * 10 + 1 }, (_, index) => ({
    at: 100 * index,
    legs,
    bridges: Object.entries(bridges).map(([bridgeId, channelIds]) => ({ bridgeId, channelIds })),
  }));
}
const found = (seen: readonly Look[]): string[] => judge(seen, extensionOf).violations;

test('two calls, each with its own two legs, are correct', () => {
  const legs = [phone, customer, clicked, stranger];
  expect(
    found(
      looks(60, legs, {
        [`${call}-b`]: [phone.channelId, customer.channelId],
        [`${other}-b`]: [clicked.channelId, stranger.channelId],
      }),
    ),
  ).toEqual([]);
});

test.each([
  ['another call’s customer', [phone, stranger]],
  ['two customers', [phone, customer, stranger]],
  ['another manager', [clicked, customer]],
  ['two managers', [phone, clicked, customer]],
])('a bridge with %s', (_, members) => {
  const seen = looks(0, [phone, customer, clicked, stranger], {
    [`${call}-b`]: members.map(({ channelId }) => channelId),
  });
  expect(found(seen)).toEqual(['a bridge of 101 has legs that are not its own']);
});

test.each([
  [4.9, []],
  [5.2, ['a customer of 101 is on the line without a manager']],
])('a customer alone for %s s', (seconds, expected) => {
  const seen = looks(Math.round(seconds * 10) / 10, [customer]);
  expect(found(seen)).toEqual(expected);
  expect(judge(seen, extensionOf).longestAlone).toBeGreaterThan(4_000);
});

test('alone repeatedly but briefly is correct: legs are being hung up', () => {
  const seen = [...looks(3, [customer]), ...looks(0, [phone, customer]), ...looks(3, [customer])].map(
    (look, index) => ({ ...look, at: 100 * index }),
  );
  expect(found(seen)).toEqual([]);
});

test('a bridge with one leg for too long', () => {
  expect(found(looks(6, [phone], { [`${call}-b`]: [phone.channelId] }))).toEqual([
    'a bridge of 101 has one leg',
  ]);
});

test('two customers for one manager', () => {
  const second = new Map([...extensionOf, [other, '101']]);
  expect(judge(looks(0, [phone, customer, stranger]), second).violations).toEqual([
    '101 has two customers at once',
  ]);
});

test('a customer of an unrecorded call', () => {
  expect(judge(looks(0, [phone, customer]), new Map()).violations).toEqual([
    'a customer is called for a call that no record knows',
  ]);
});

import * as fc from 'fast-check';
import { afterOutcome, afterShop, placePartOf, refusalOf } from '#orders/model/outcome';

const now = Date.UTC(2026, 10, 25, 12) * 1000;
const minute = 60_000_000;
const day = 24 * 60 * minute;
const open = { open: true, doNotCall: false };
const closed = { open: false, doNotCall: false };
const unwilling = { open: true, doNotCall: true };

const done = { movesTo: 'done', asksTime: false, delayMinutes: null } as const;
const toCall = { movesTo: 'to-call', asksTime: false, delayMinutes: null } as const;
const asks = { movesTo: 'later', asksTime: true, delayMinutes: null } as const;
const delays = { movesTo: 'later', asksTime: false, delayMinutes: 120 } as const;

describe('an outcome', () => {
  it.each([
    ['done', done, null, { place: { done: true, dueAt: now }, callLaterAt: null }],
    ['to call again', toCall, null, { place: { done: false, dueAt: now }, callLaterAt: null }],
    [
      'later, at the time that was said',
      asks,
      now + day,
      { place: { done: false, dueAt: now + day }, callLaterAt: now + day },
    ],
    [
      'later, by itself',
      delays,
      null,
      { place: { done: false, dueAt: now + 120 * minute }, callLaterAt: now + 120 * minute },
    ],
    [
      'later, at a time that was said instead',
      delays,
      now + minute,
      { place: { done: false, dueAt: now + minute }, callLaterAt: now + minute },
    ],
    ['without the time that it needs', asks, null, { fault: 'time-needed' }],
    ['without any way to know when', { ...asks, asksTime: false }, null, { fault: 'time-needed' }],
    ['at this moment', asks, now, { fault: 'time-past' }],
    ['in the past', delays, now - minute, { fault: 'time-past' }],
    ['in two years', asks, now + 730 * day, { fault: 'time-too-far' }],
    ['in a year', asks, now + 365 * day, expect.objectContaining({ callLaterAt: now + 365 * day })],
    ['done, with a time', done, now + day, { fault: 'time-unwanted' }],
  ] as const)('%s', (_what, outcome, callLaterAt, expected) => {
    expect(afterOutcome(outcome, open, now, callLaterAt)).toEqual(expected);
  });

  const plain = { place: { done: true, dueAt: now }, callLaterAt: null };

  it.each([
    ['done', done, null, plain],
    ['to call again', toCall, null, plain],
    ['later, by itself', delays, null, plain],
    ['later, at the time that was said', asks, now + day, { fault: 'bar' }],
    ['later, without a time yet', asks, null, { fault: 'bar' }],
    ['later, at a time that was said instead', delays, now + day, { fault: 'bar' }],
    ['done, with a time', done, now + day, { fault: 'time-unwanted' }],
  ] as const)('of an order that is not to be called: %s', (_what, outcome, callLaterAt, expected) => {
    for (const [order, bar] of [
      [closed, 'order-closed'],
      [{ open: false, doNotCall: true }, 'order-closed'],
      [unwilling, 'do-not-call'],
    ] as const) {
      const fault = 'fault' in expected && expected.fault === 'bar' ? { fault: bar } : expected;
      expect(afterOutcome(outcome, order, now, callLaterAt)).toEqual(fault);
      // What the page says of the tile is what the server does of it.
      expect(refusalOf(outcome, order)).toBe(outcome === asks ? bar : null);
    }
    expect(refusalOf(outcome, open)).toBeNull();
  });

  it('moves an open order to the part that it names, whatever the numbers', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('done', 'later', 'to-call'),
        fc.boolean(),
        fc.option(fc.integer({ min: 1, max: 100_000 })),
        fc.option(fc.integer({ min: -1000, max: 1_000_000 })),
        (movesTo, asksTime, delayMinutes, minutes) => {
          const at = minutes === null ? null : now + minutes * minute;
          const after = afterOutcome({ movesTo, asksTime, delayMinutes }, open, now, at);
          if ('fault' in after) return;
          expect(placePartOf(after.place, now)).toBe(movesTo);
          if (at !== null) expect(after.callLaterAt).toBe(at);
        },
      ),
    );
  });
});

test('an order that is due later comes due by itself', () => {
  const place = { done: false, dueAt: now };
  expect([placePartOf(place, now - 1), placePartOf(place, now)]).toEqual(['later', 'to-call']);
  expect(placePartOf({ ...place, done: true }, now)).toBe('done');
});

describe('an order that the shop sends again', () => {
  const waits = { done: false, dueAt: now + day };
  const over = { done: true, dueAt: now - day };

  it.each([
    ['still open', { open: true, place: waits }, true, waits],
    ['still open, and done', { open: true, place: over }, true, over],
    ['closed', { open: true, place: waits }, false, { done: true, dueAt: now }],
    ['closed, and done before', { open: true, place: over }, false, over],
    ['still closed', { open: false, place: over }, false, over],
    ['opened again', { open: false, place: over }, true, { done: false, dueAt: now }],
  ] as const)('%s', (_what, before, isOpen, expected) => {
    expect(afterShop(before, isOpen, now)).toEqual(expected);
  });
});

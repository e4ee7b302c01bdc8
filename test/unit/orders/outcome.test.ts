import * as fc from 'fast-check';
import { afterOutcome, queuePartOf } from '#orders/model/outcome';

const now = Date.UTC(2026, 10, 25, 12) * 1000;
const minute = 60_000_000;
const day = 24 * 60 * minute;
const open = { open: true };

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

  it('leaves what the shop closed done', () => {
    for (const [outcome, at] of [
      [done, null],
      [toCall, null],
      [asks, now + day],
      [delays, null],
    ] as const) {
      expect(afterOutcome(outcome, { open: false }, now, at)).toMatchObject({
        place: { done: true, dueAt: now },
      });
    }
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
          expect(queuePartOf(after.place, now)).toBe(movesTo);
          if (at !== null) expect(after.callLaterAt).toBe(at);
        },
      ),
    );
  });
});

test('an order that is due later comes due by itself', () => {
  const place = { done: false, dueAt: now };
  expect([queuePartOf(place, now - 1), queuePartOf(place, now)]).toEqual(['later', 'to-call']);
  expect(queuePartOf({ ...place, done: true }, now)).toBe('done');
});

import { planOwnSms, usualSettleMs } from '#leaks/model/decoys/sms-plan';
import type { SmsResult } from '#leaks/model/decoys/sms-plan';
import { Random } from '#kernel/random';
import { accuracyOf } from './blind-classifier';

const kinds = ['delivered', 'failed', 'refused', 'none'] as const;
const features = ({ answerMs, end, settleMs }: SmsResult): number[] => [
  ...kinds.map((each) => (each === end ? 1 : 0)),
  ...[Math.log(1 + answerMs), Math.log(1 + settleMs)],
];

function shop(random: Random, count: number): SmsResult[] {
  return Array.from({ length: count }, () => {
    const dice = random.next();
    const answerMs = 100 + 400 * random.next() ** 3;
    if (dice < 0.03) return { answerMs, end: 'refused', fault: 'number-unknown', settleMs: 0 };
    if (dice < 0.08) return { answerMs, end: 'none', fault: null, settleMs: 0 };
    if (dice < 0.15) return { answerMs, end: 'failed', fault: 'number-unreachable', settleMs: 8.64e7 };
    return { answerMs, end: 'delivered', fault: null, settleMs: 3000 - Math.log(1 - random.next()) * 20_000 };
  });
}

test('a classifier that knows result and times tells an SMS to a decoy no better than by chance', () => {
  const random = new Random(17);
  const history = shop(random, 500);
  const people = shop(random, 1000);
  // Each to another number, as the people's are.
  const made = (results: readonly SmsResult[]): SmsResult[] =>
    Array.from({ length: 1000 }, (_, nth) => planOwnSms(results, nth, random)!);
  expect(accuracyOf(people.map(features), made(history).map(features), 9)).toBeLessThan(0.55);
  // The control: a line that answers each SMS at once.
  const machine = Array.from(
    { length: 30 },
    () => ({ answerMs: 1, end: 'delivered', fault: null, settleMs: 50 }) as const,
  );
  expect(accuracyOf(people.map(features), made(machine).map(features), 9)).toBeGreaterThan(0.9);
});

test('a dead number is dead each time, and as many are as of people', () => {
  const random = new Random(3);
  const history = shop(random, 500);
  const share = history.filter(({ end }) => end === 'refused').length / history.length;
  const dead = Array.from({ length: 3000 }, (_, pointId) => {
    const ends = Array.from({ length: 4 }, () => planOwnSms(history, pointId, random)!.end === 'refused');
    expect(new Set(ends).size).toBe(1);
    return ends[0];
  }).filter(Boolean);
  expect(Math.abs(dead.length / 3000 - share)).toBeLessThan(0.015);
});

test('a site that has sent few has none, whatever others have; one that has sent to dead numbers alone has what it knows', () => {
  const odd: SmsResult = { answerMs: 1, end: 'refused', fault: 'rejected', settleMs: 0 };
  expect(planOwnSms(Array(19).fill(odd), 1, new Random(1))).toBeNull();
  const dead: SmsResult = { answerMs: 1, end: 'refused', fault: 'number-unknown', settleMs: 0 };
  expect(planOwnSms(Array(25).fill(dead), 1, new Random(1))).toEqual(dead);
});

test('receipts are late by when three in four have come; never where most do not come, or few were sent', () => {
  const settled = (count: number): SmsResult[] =>
    Array.from({ length: count }, (_, nth) => ({
      ...{ answerMs: 1, end: 'delivered', fault: null, settleMs: (nth + 1) * 1000 },
    }));
  const without = Array<SmsResult>(10).fill({ answerMs: 1, end: 'none', fault: null, settleMs: 0 });
  expect(usualSettleMs(settled(40))).toBe(30_000);
  expect(usualSettleMs([...settled(30), ...without])).toBe(30_000);
  expect(usualSettleMs([...settled(25), ...without])).toBeNull();
  expect(usualSettleMs(settled(19))).toBeNull();
});

import { gradeOf, mosOf, ratingOf } from '#calls/model/speech-quality';
import type { LineMeasure } from '#calls/model/speech-quality';

const still: LineMeasure = { lossPercent: 0, jitterMs: 0, roundTripMs: 0, bufferMs: 0, codec: 'pcma' };
const rating = (change: Partial<LineMeasure>): number => ratingOf({ ...still, ...change });

/* Values of ITU-T G.107 and G.113, and none of this code's own. */

test('without loss and delay R is 93.2, and MOS 4.41 (G.107, table 3 and annex B)', () => {
  expect(rating({})).toBeCloseTo(93.2);
  expect(mosOf(93.2)).toBeCloseTo(4.41, 2);
});

test.each([
  [1, 3.64],
  [3, 10.14],
  [5, 15.78],
])('%s %% of packets lost cost G.711 with concealment %s (G.107, 7-29; Bpl 25.1)', (lossPercent, cost) => {
  expect(rating({ lossPercent })).toBeCloseTo(93.2 - cost, 1);
});

test('delay costs nothing up to 100 ms one way, and as formula 7-27 says beyond', () => {
  expect(rating({ roundTripMs: 160 })).toBeCloseTo(93.2);
  // X = 1 at 200 ms: 25 × (2^(1/6) − 3 × (1 + 3^−6)^(1/6) + 2).
  expect(rating({ roundTripMs: 360 })).toBeCloseTo(
    93.2 - 25 * (2 ** (1 / 6) - 3 * (1 + 3 ** -6) ** (1 / 6) + 2),
  );
  // The buffer that jitter needs counts as delay.
  expect(rating({ jitterMs: 150, bufferMs: null })).toBeLessThan(rating({ jitterMs: 150, bufferMs: 60 }));
});

test.each([
  [0, 1],
  [50, 2.58],
  [60, 3.1],
  [70, 3.6],
  [80, 4.03],
  [90, 4.34],
  [100, 4.5],
])('R %s is MOS %s (G.107, table B.1)', (r, mos) => {
  expect(mosOf(r)).toBeCloseTo(mos, 1);
});

test('what is heard is never better than perfect or worse than nothing', () => {
  expect(rating({ lossPercent: 100, roundTripMs: 10_000 })).toBe(0);
  expect(mosOf(3)).toBe(1);
  expect([4.4, 3.8, 2].map(gradeOf)).toEqual(['good', 'fair', 'poor']);
});

import { checkScores } from '#leaks/model/check-test';
import { FrozenBase } from '#leaks/model/frozen-base';
import { alarmFrom, thresholdAt } from '#leaks/model/lamps';
import { OrderLogBuilder } from '#leaks/model/order-log';
import { corrected } from '#leaks/model/own-history';
import { leakScores, orderBins } from '#leaks/model/scores';
import { standardised } from '#leaks/model/stratified-test';
import { figuresOf, tallyOf } from '#leaks/model/tally';
import type { WeeklySeries } from '#leaks/model/weekly-series';

// Expected values: a program of its own in another language, which knows the formulas of docs/leak-watch.md alone and goes
// through all ways to draw customers instead of using the formulas of their moments.

test('the leak score of a cell', () => {
  const histogram = new Float64Array(orderBins);
  histogram.set([10, 6, 3, 1]);
  const { scores, second, third } = leakScores(histogram, 1);
  const expected = [0.1632896361, -0.1857162782, -0.2041167217, -0.2145564308, -0.2177556819];
  expected.forEach((score, y) => expect(scores[y]).toBeCloseTo(score, 9));
  expect(scores[12]).toBeCloseTo(-0.2231313444, 9);
  expect([second[0], third[0]].map((moment) => moment!.toPrecision(9))).toEqual([
    ...['0.0318735315', '0.0000181869131'],
  ]);
});

test('a group in two cells: leak score, count score, silence', () => {
  const cell = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
  const orders = Uint8Array.of(0, 0, 1, 1, 2, 3, 0, 5, 0, 4, 2, 2, 1, 6);
  const groupOf = new Int16Array(14).fill(1);
  for (const customer of [0, 2, 6, 8, 9]) groupOf[customer] = 0;
  const figures = figuresOf(tallyOf({ of: Uint16Array.from(cell), count: 2 }, orders, groupOf, 2));
  expect(figures.z[0][0]).toBeCloseTo(1.71198751511, 9);
  expect(figures.z[1][0]).toBeCloseTo(1.31107273749, 9);
  expect(figures.silent[0]).toBeCloseTo(1.54166666667, 9);
  expect(figures.dispersion).toBeCloseTo(1.0649403152885242, 9);
});

test('the correction for skewness', () => {
  expect(standardised({ sum: 4, variance: 4, third: 4 })).toBeCloseTo(12 * (Math.cbrt(1.5) - 1) + 1 / 12, 12);
});

/** A week of 4 groups whose windows of the past, of 8 weeks each, end 16, 24 and 32 weeks before. */
function seriesOf(now: readonly number[][], past: readonly number[][][]): WeeklySeries {
  const [groups, week] = [4, 48];
  const column = (): Float32Array => new Float32Array((week + 1) * groups);
  const z = now.map((scores, score) => {
    const list = column().fill(NaN);
    scores.forEach((value, group) => {
      list[week * groups + group] = value;
      past[score]![group]!.forEach(
        (earlier, nth) => (list[(week - 16 - 8 * nth) * groups + group] = earlier),
      );
    });
    return list;
  });
  const figures = { observed: column(), expected: column(), spread: column(), silent: column() };
  return {
    grouping: { kind: 'manager', groups, groupOf: () => 0 },
    ...{ length: 8, weeks: week + 1, z, size: column().fill(100), ...figures },
    ...{ bought: column(), silentSpread: column(), moved: column() },
    dispersion: new Float32Array(week + 1).fill(NaN),
  };
}

const now = [
  [3, 0.5, -1, 0.2],
  [2.5, 1, -0.5, 0],
];

test('a lasting difference of a group is taken out', () => {
  const past = [
    [
      [2.2, 1.8, 2.4],
      [-1.5, -2, -1],
      [0.3, -0.2, 0.1],
      [-1, -0.6, -1.9],
    ],
    [
      [1.2, 0.8, 1],
      [-0.5, -1, -0.2],
      [0.1, 0, 0.4],
      [-0.3, -0.2, -0.9],
    ],
  ];
  const { z, lasting, excess, windows, unreliable } = corrected(seriesOf(now, past), 48);
  expect([windows, unreliable]).toEqual([3, true]);
  expect(excess).toBe(1);
  expect(lasting).toBeCloseTo(1.38727573387849, 6);
  const expected = [2.5, 1.4691005956, -0.5, 0.9769890964];
  expected.forEach((own, group) => expect(z[group]).toBeCloseTo(own, 5));
});

test('groups that differ from themselves more than by chance are given more room', () => {
  const past = [
    [
      [2.2, -1.8, 2.4],
      [-1.5, 2, -1],
      [0.3, -2.2, 3.1],
      [-3, 1.6, -1.9],
    ],
    [
      [1.2, -2.8, 2],
      [-1.5, 1, -2.2],
      [2.1, -2, 0.4],
      [-2.3, 1.2, -0.9],
    ],
  ];
  const { z, excess, unreliable } = corrected(seriesOf(now, past), 48);
  expect(excess).toBeCloseTo(3.073720167318447, 5);
  expect(unreliable).toBe(true);
  const expected = [1.7111539787, 0.5703845596, -0.2851923298, 0.1140769319];
  expected.forEach((own, group) => expect(z[group]).toBeCloseTo(own, 5));
});

test('a leak score that varied more than its law says in the past is divided by that', () => {
  const none = [0, 1, 2, 3].map(() => []);
  const series = seriesOf(now, [none, none]);
  // Windows that end 16 and 24 weeks before; this week's own says nothing.
  series.dispersion[32] = 1.5;
  series.dispersion[24] = 3;
  series.dispersion[48] = 9;
  const { z, dispersion } = corrected(series, 48);
  expect(dispersion).toBe(2.25);
  // The count score of the second and the third group is larger then.
  expect([...z].map((one) => Number(one.toFixed(4)))).toEqual([2.5, 1, -0.5, 0.1333]);
  series.dispersion.fill(0.5);
  expect(corrected(series, 48).dispersion).toBe(1);
});

test('the average check: own ratios, within a factor of ten', () => {
  const builder = new OrderLogBuilder();
  const purchases = [
    [10, 5],
    [10, 20],
    [10, 2.5],
    [1, 100],
    [8, 8],
    [30, 40],
  ] as const;
  purchases.forEach(([before, after], customer) => {
    builder.add(customer, 30 * 7, before, 0);
    builder.add(customer, 53 * 7, after, 0);
  });
  const base = new FrozenBase(builder.build(60), 8);
  base.moveTo(52);
  const z = checkScores(base, Int16Array.of(0, 1, 0, 1, 0, 1), 2, 1);
  expect(z[0]).toBeCloseTo(1.7280715952, 5);
  expect(checkScores(base, Int16Array.of(0, 1, 0, 1, 0, 1), 2, 4)).toEqual(Float64Array.of(NaN, NaN));
});

test('thresholds of a shop of 12 groups at one false alarm a year', () => {
  expect(alarmFrom('recent', 12, 1)).toBeCloseTo(3.5459988098464343, 9);
  expect(alarmFrom('long', 12, 1)).toBeCloseTo(4.491199510609996, 9);
  expect(thresholdAt('recent', 1)).toBeCloseTo(2.1014288869610045, 9);
});

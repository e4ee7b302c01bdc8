import { CellSpace, cellsOf, noCell } from '#leaks/model/cells';
import { normalCdf, normalQuantile, proportionInterval, rateInterval } from '#leaks/model/distributions';
import { FrozenBase } from '#leaks/model/frozen-base';
import { alarmFrom, levelOf, thresholdAt } from '#leaks/model/lamps';
import { leakScores, orderBins } from '#leaks/model/scores';
import { addCell, standardised } from '#leaks/model/stratified-test';
import { figuresOf, tallyOf } from '#leaks/model/tally';
import { madeLog } from './made-shop';
import { Random } from '#kernel/random';

/** All sums of `drawn` of some scores. */
function sums(scores: readonly number[], drawn: number): number[] {
  if (drawn === 0) return [0];
  return scores.flatMap((score, place) =>
    sums(scores.slice(place + 1), drawn - 1).map((rest) => score + rest),
  );
}

test.each([1, 2, 4, 6])('moments are those of all ways to draw %i of 8 customers', (drawn) => {
  const scores = [0, 0, 0, 1, 1, 2, 5, 9];
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const central = (power: number): number =>
    scores.reduce((sum, score) => sum + (score - mean) ** power, 0) / scores.length;
  const moments = { sum: 0, variance: 0, third: 0 };
  addCell(moments, scores.length, drawn, central(2), central(3));
  const all = sums(scores, drawn).map((sum) => sum - drawn * mean);
  const of = (power: number): number => all.reduce((sum, one) => sum + one ** power, 0) / all.length;
  expect(of(1)).toBeCloseTo(0, 10);
  expect(moments.variance).toBeCloseTo(of(2), 10);
  expect(moments.third).toBeCloseTo(of(3), 10);
});

test('the correction for skewness is monotone, and none without skewness', () => {
  const at = (sum: number, third: number): number => standardised({ sum, variance: 4, third });
  expect(at(6, 0)).toBe(3);
  const corrected = Array.from({ length: 60 }, (_, nth) => at((nth - 20) / 2, 5));
  expect(corrected.every((z, nth) => nth === 0 || z > corrected[nth - 1]!)).toBe(true);
  // A long tail to the right makes a large sum less of a surprise.
  expect(at(6, 5)).toBeLessThan(3);
  expect(standardised({ sum: 1, variance: 0, third: 0 })).toBe(0);
});

test('silence of frequent buyers weighs most', () => {
  const histogram = new Float64Array(2 * orderBins);
  for (let y = 1; y < orderBins; y += 1) histogram[y] = 30;
  histogram[0] = 2;
  histogram.fill(1, orderBins, 2 * orderBins);
  histogram[orderBins] = 300;
  const { scores } = leakScores(histogram, 2);
  expect(scores[0]).toBeGreaterThan(2);
  expect(scores[orderBins]).toBeLessThan(0.5);
  expect(scores[orderBins - 1]).toBeLessThan(0);
});

test('a loss of one of two managers does not hide itself in what is usual', () => {
  // 0 to 6 orders as often as of three expected ones, alike with both managers; a fifth of one's customers stops.
  const usual = [5, 15, 22, 22, 17, 10, 9].flatMap((customers, y) =>
    Array.from({ length: customers }, () => y),
  );
  const orders = Uint8Array.from([...usual.map((y, nth) => (nth % 5 === 0 ? 0 : y)), ...usual]);
  const groupOf = Int16Array.from(orders, (_, customer) => (customer < usual.length ? 0 : 1));
  const of = Uint16Array.from(orders, (_, customer) => customer % 7);
  const figures = figuresOf(tallyOf({ of, count: 7 }, orders, groupOf, 2));
  // With the law and the spread of the customers alone: 3.75.
  expect(figures.z[0][0]).toBeGreaterThan(4);
  expect(figures.z[0][1]).toBeLessThan(-4);
});

test('the leak score varies as its law says where orders vary by chance, and more where frequent buyers stop', () => {
  const random = new Random(7);
  const customers = 2000;
  const chance = Array.from({ length: 8 * customers }, () => random.next());
  const ordersOf = (stop: number): Uint8Array =>
    Uint8Array.from({ length: customers }, (_, customer) => {
      const weeks = chance.slice(8 * customer, 8 * customer + 8);
      return random.chance(stop) ? 0 : weeks.filter((one) => one < 0.8).length;
    });
  const of = Uint16Array.from({ length: customers }, (_, customer) => customer % 50);
  const groupOf = Int16Array.from(of, (_, customer) => customer % 2);
  const dispersionOf = (stop: number): number =>
    figuresOf(tallyOf({ of, count: 50 }, ordersOf(stop), groupOf, 2)).dispersion;
  expect(dispersionOf(0)).toBeLessThan(1);
  expect(dispersionOf(0.05)).toBeGreaterThan(1.5);
});

test('cells are by frequency and recency, have 40 customers where the class has, and keep equals together', () => {
  const log = madeLog({ customers: 2000 });
  const base = new FrozenBase(log, 8);
  base.moveTo(52);
  const cells = cellsOf(base, new CellSpace(log.customers), null);
  const sizes = new Map<number, number>();
  const seen = new Map<string, number>();
  for (let customer = 0; customer < log.customers; customer += 1) {
    const cell = cells.of[customer]!;
    expect(cell === noCell).toBe(!base.isKnown(customer));
    if (cell === noCell) continue;
    sizes.set(cell, (sizes.get(cell) ?? 0) + 1);
    const alike = `${base.frequency(customer)}/${base.recency(customer)}`;
    expect(seen.get(alike) ?? cell).toBe(cell);
    seen.set(alike, cell);
  }
  expect([...sizes.keys()].sort((a, b) => a - b)).toEqual(
    Array.from({ length: cells.count }, (_, cell) => cell),
  );
  expect(cells.count).toBeGreaterThan(15);
  expect([...sizes.values()].filter((size) => size < 40).length).toBeLessThan(5);
});

test('what groups have more or less than others adds up to nothing', () => {
  const log = madeLog();
  const base = new FrozenBase(log, 8);
  base.moveTo(50);
  const cells = cellsOf(base, new CellSpace(log.customers), null);
  const orders = Uint8Array.from({ length: log.customers }, (_, customer) => base.orders(customer, null));
  const groupOf = Int16Array.from({ length: log.customers }, (_, customer) =>
    base.isKnown(customer) ? base.owner(customer) : -1,
  );
  const figures = figuresOf(tallyOf(cells, orders, groupOf, 6));
  const total = (list: Float64Array): number => list.reduce((sum, one) => sum + one, 0);
  expect(total(figures.expected)).toBeCloseTo(total(figures.observed), 6);
  expect(total(figures.silent)).toBeCloseTo(0, 6);
  expect(figures.size).toEqual(
    Float64Array.of(100, 100, 100, 100, 100, 100).map((size, group) => figures.size[group] ?? size),
  );
  const half = figuresOf(
    tallyOf(
      cells,
      orders,
      groupOf.map((group) => (group < 0 ? -1 : group % 2)),
      2,
    ),
  );
  expect(half.z[1][0]).toBeCloseTo(-half.z[1][1]!, 1);
});

test('quantiles and intervals', () => {
  expect(normalCdf(-3)).toBeCloseTo(0.00134989803163, 14);
  expect(normalQuantile(0.999)).toBeCloseTo(3.0902323062, 9);
  expect(rateInterval(0, 10)).toEqual([0, expect.closeTo(0.36889, 4)]);
  expect(rateInterval(10, 1).map((end) => Number(end.toFixed(3)))).toEqual([4.795, 18.39]);
  expect(proportionInterval(8, 10).map((end) => Number(end.toFixed(3)))).toEqual([0.49, 0.943]);
  expect(proportionInterval(0, 0)).toEqual([0, 1]);
});

test('thresholds grow with the number of groups, and false alarms of all lamps add up to what is accepted', () => {
  const shares = (['recent', 'long', 'check'] as const).map((lamp) =>
    Math.exp(-2.2 * (thresholdAt(lamp, 0.3) - 2)),
  );
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(0.3, 10);
  expect(alarmFrom('recent', 24, 1)).toBeGreaterThan(alarmFrom('recent', 12, 1));
  expect(alarmFrom('recent', 12, 1)).toBeGreaterThan(3);
  expect(alarmFrom('recent', 12, 10)).toBeLessThan(alarmFrom('recent', 12, 1));
  expect(alarmFrom('recent', 1, 1000)).toBe(2.1);
  expect([levelOf(1, 3), levelOf(2.5, 3), levelOf(3, 3)]).toEqual(['quiet', 'watch', 'alarm']);
});

import { noCell } from './cells';
import type { Cells } from './cells';
import { addCell, standardised } from './stratified-test';
import type { Moments } from './stratified-test';
import { countScores, leakScores, orderBins } from './scores';

/** Customers who are in no group. */
export const noGroup = -1;

/**
 * How many customers of each cell bought how often in a window: all of them, and those of each group. Every statistic of
 * the leak watch follows from these counts alone.
 */
export interface Tally {
  readonly cells: number;
  readonly groups: number;
  /** `cells × 13`. */
  readonly all: Float64Array;
  /** `groups × cells × 13`. */
  readonly ofGroup: Float64Array;
}

/** @param orders each customer's orders in the window, 0 to 12 @param groupOf each customer's group; {@link noGroup} */
export function tallyOf(cells: Cells, orders: Uint8Array, groupOf: Int16Array, groups: number): Tally {
  const length = cells.count * orderBins;
  const all = new Float64Array(length);
  const ofGroup = new Float64Array(groups * length);
  for (let customer = 0; customer < orders.length; customer += 1) {
    const cell = cells.of[customer]!;
    if (cell === noCell) continue;
    const place = cell * orderBins + orders[customer]!;
    all[place]! += 1;
    const group = groupOf[customer]!;
    if (group !== noGroup) ofGroup[group * length + place]! += 1;
  }
  return { cells: cells.count, groups, all, ofGroup };
}

/**
 * What is known of a score in each cell: mean, and mean of squared and cubed deviations, of its customers or by its law.
 */
interface CellMoments {
  size: Float64Array;
  mean: Float64Array;
  second: Float64Array;
  third: Float64Array;
}

type Means = Pick<CellMoments, 'size' | 'mean'>;
type Deviations = Pick<CellMoments, 'second' | 'third'>;

/** Of a score of which nothing is known but what the customers have. */
function cellMomentsOf(tally: Pick<Tally, 'cells' | 'all'>, scores: Float64Array): CellMoments {
  const means = meansOf(tally, scores);
  return { ...means, ...deviationsOf(tally, scores, means) };
}

/** The leak score, and how it varies by the law that it was made of. */
function leakScoreOf(tally: Pick<Tally, 'cells' | 'all'>): { scores: Float64Array; moments: CellMoments } {
  const { scores, ...byLaw } = leakScores(tally.all, tally.cells);
  return { scores, moments: { ...meansOf(tally, scores), ...byLaw } };
}

function meansOf({ cells, all }: Pick<Tally, 'cells' | 'all'>, scores: Float64Array): Means {
  const size = new Float64Array(cells);
  const mean = new Float64Array(cells);
  for (let cell = 0; cell < cells; cell += 1) {
    const at = cell * orderBins;
    let [count, sum] = [0, 0];
    for (let y = 0; y < orderBins; y += 1) {
      count += all[at + y]!;
      sum += all[at + y]! * scores[at + y]!;
    }
    if (count === 0) continue;
    size[cell] = count;
    mean[cell] = sum / count;
  }
  return { size, mean };
}

function deviationsOf(
  { cells, all }: Pick<Tally, 'cells' | 'all'>,
  scores: Float64Array,
  { size, mean }: Means,
): Deviations {
  const second = new Float64Array(cells);
  const third = new Float64Array(cells);
  for (let cell = 0; cell < cells; cell += 1) {
    const count = size[cell]!;
    if (count === 0) continue;
    const at = cell * orderBins;
    let [squares, cubes] = [0, 0];
    for (let y = 0; y < orderBins; y += 1) {
      const deviation = scores[at + y]! - mean[cell]!;
      squares += all[at + y]! * deviation * deviation;
      cubes += all[at + y]! * deviation ** 3;
    }
    second[cell] = squares / count;
    third[cell] = cubes / count;
  }
  return { second, third };
}

/** @param byLaw moments of the leak score, with deviations by its law @returns 1 where there is nothing to compare */
function dispersionOf(tally: Tally, scores: Float64Array, byLaw: CellMoments): number {
  const { second } = deviationsOf(tally, scores, byLaw);
  let [found, expected] = [0, 0];
  for (let cell = 0; cell < tally.cells; cell += 1) {
    const size = byLaw.size[cell]!;
    if (size < 2) continue;
    found += (second[cell]! * size * size) / (size - 1);
    expected += byLaw.second[cell]! * size;
  }
  return expected > 0 ? found / expected : 1;
}

/** The moments of a group's score. @param counts the group's part of the tally, `cells × 13` */
function momentsOf(counts: Float64Array, cells: CellMoments, scores: Float64Array): Moments {
  const moments: Moments = { sum: 0, variance: 0, third: 0 };
  for (let cell = 0; cell < cells.size.length; cell += 1) {
    let drawn = 0;
    for (let y = cell * orderBins; y < (cell + 1) * orderBins; y += 1) {
      const count = counts[y]!;
      if (count === 0) continue;
      drawn += count;
      moments.sum += count * (scores[y]! - cells.mean[cell]!);
    }
    addCell(moments, cells.size[cell]!, drawn, cells.second[cell]!, cells.third[cell]!);
  }
  return moments;
}

/** The scores of a window by which groups are compared, in the order of {@link LookFigures.z}. */
export const windowScores = ['leak', 'count'] as const;

/** What one look says of the groups of a tally; each list has one value for each group. */
export interface LookFigures {
  /** Leak score and count score, in standard deviations; positive: fewer orders than others' alike customers. */
  readonly z: readonly [Float64Array, Float64Array];
  /** All known customers, of a group or of none. */
  readonly known: number;
  /** Known customers of each group. */
  readonly size: Float64Array;
  /** Orders in the window, a customer's at most 12. */
  readonly observed: Float64Array;
  /** What the same number of all customers of the same cells ordered. */
  readonly expected: Float64Array;
  /** Standard deviation of the observed orders by chance. */
  readonly spread: Float64Array;
  /** Known customers with an order in the window. */
  readonly bought: Float64Array;
  /** Customers without an order in the window beyond the number among alike customers, and its standard deviation. */
  readonly silent: Float64Array;
  readonly silentSpread: Float64Array;
  /** Of the leak score in all cells together: variance that its values have, divided by that of its law. */
  readonly dispersion: number;
}

export function figuresOf(tally: Tally): LookFigures {
  const { cells, groups, ofGroup } = tally;
  const length = cells * orderBins;
  const { scores: leak, moments: ofLeak } = leakScoreOf(tally);
  const count = new Float64Array(length);
  const silent = new Float64Array(length);
  countScores(cells, count);
  for (let cell = 0; cell < cells; cell += 1) silent[cell * orderBins] = 1;
  const [ofCount, ofSilence] = [cellMomentsOf(tally, count), cellMomentsOf(tally, silent)];
  const list = (): Float64Array => new Float64Array(groups);
  const figures = {
    z: [list(), list()] as const,
    known: tally.all.reduce((sum, customers) => sum + customers, 0),
    size: list(),
    observed: list(),
    expected: list(),
    spread: list(),
    bought: list(),
    silent: list(),
    silentSpread: list(),
    dispersion: dispersionOf(tally, leak, ofLeak),
  };
  for (let group = 0; group < groups; group += 1) {
    const counts = ofGroup.subarray(group * length, (group + 1) * length);
    const byLeak = momentsOf(counts, ofLeak, leak);
    const byCount = momentsOf(counts, ofCount, count);
    const bySilence = momentsOf(counts, ofSilence, silent);
    let [size, bought, observed] = [0, 0, 0];
    for (let place = 0; place < length; place += 1) {
      size += counts[place]!;
      observed += counts[place]! * (place % orderBins);
      if (place % orderBins > 0) bought += counts[place]!;
    }
    figures.z[0][group] = standardised(byLeak);
    figures.z[1][group] = standardised(byCount);
    figures.size[group] = size;
    figures.bought[group] = bought;
    figures.observed[group] = observed;
    figures.expected[group] = observed + byCount.sum;
    figures.spread[group] = Math.sqrt(byCount.variance);
    figures.silent[group] = bySilence.sum;
    figures.silentSpread[group] = Math.sqrt(bySilence.variance);
  }
  return figures;
}

/**
 * The same leak and count score of one group, after some of its customers were moved to "no order".
 * @param all the window's counts, `cells × 13`, with the group's customers moved as well
 * @param counts the group's
 * @param dispersion of the leak score, as the past has it
 * @returns the larger of the two
 */
export function largestScore(
  all: Float64Array,
  counts: Float64Array,
  { cells, dispersion }: { cells: number; dispersion: number },
): number {
  const leak = leakScoreOf({ cells, all });
  const count = new Float64Array(all.length);
  countScores(cells, count);
  return Math.max(
    standardised(momentsOf(counts, leak.moments, leak.scores)) / Math.sqrt(dispersion),
    standardised(momentsOf(counts, cellMomentsOf({ cells, all }, count), count)),
  );
}

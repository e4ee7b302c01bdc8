import { mostOrders } from './frozen-base';

/** What a leak is expected to look like: a part of the base leaves, most of it at once, the others by buying half as much. */
export const leavers = 0.2;
const stopping = 0.8;

/** How much the law of a cell's kind weighs beside what its customers did, in customers: as much as the smallest cell. */
const lawCustomers = 40;

/** Orders vary at least so much more than by chance, as 1/k of the negative binomial law. */
const leastSpread = 0.02;

/** Without any orders nothing is known of how they vary. */
const usualSpread = 0.5;

/** No number of orders is impossible. */
const leastChance = 1e-6;

const bins = mostOrders + 1;

/** `thinned[j * bins + y]`: the chance that `y` of `j` orders are left if each stays with probability 1/2. */
const thinned = thinnedOrders();

/** A score of each number of orders, `cells × 13`, and how it varies in each cell by the law that it was made of. */
export interface LawScores {
  scores: Float64Array;
  /** Mean of squared deviations by the law of the cell, and of cubed ones. */
  second: Float64Array;
  third: Float64Array;
}

/**
 * The leak score of each number of orders, by cell: the log-likelihood ratio of "one of {@link leavers} of the base that
 * leaves" to "loyal".
 *
 *     f0(y)  the law of orders in the window, all managers pooled: what the cell's customers did, and beside it 40 customers of
 *            the negative binomial law with the cell's mean and the shop's spread
 *     f1(y) = q [y = 0] + (1 - q) Σ_{j ≥ y} f0(j) C(j, y) / 2^j        q = 0.8 stop, the others lose every second order
 *     s(y)  = ln(1 - p + p f1(y) / f0(y))                              p = 0.2
 *
 * The optimal score of a mixture where who left is unknown (Neyman and Pearson 1933; mixtures as in Donoho and Jin,
 * "Higher criticism for detecting sparse heterogeneous mixtures", Annals of Statistics 2004). That buyers follow the negative
 * binomial law: Ehrenberg, "The pattern of consumer purchases", Applied Statistics 1959.
 *
 * A loss is in the cell's own counts as well. In a shop of two managers it makes silence look twice as usual, and the score
 * vary more than it does without a loss, both of which hide it. The law knows from the cell's mean how seldom silence is.
 *
 * @param histogram `cells × 13`: customers of each cell by orders in the window
 */
export function leakScores(histogram: Float64Array, cells: number): LawScores {
  const scores = new Float64Array(cells * bins);
  const second = new Float64Array(cells);
  const third = new Float64Array(cells);
  const { mean, spread } = shapesOf(histogram, cells);
  const law = new Float64Array(bins);
  for (let cell = 0; cell < cells; cell += 1) {
    const at = cell * bins;
    const own = histogram.subarray(at, at + bins);
    negativeBinomial(mean[cell]!, spread, law);
    let total = 0;
    for (let y = 0; y < bins; y += 1) total += own[y]! + lawCustomers * law[y]!;
    for (let y = 0; y < bins; y += 1) law[y] = (own[y]! + lawCustomers * law[y]!) / total;
    let expected = 0;
    for (let y = 0; y < bins; y += 1) {
      let left = 0;
      for (let j = y; j < bins; j += 1) left += law[j]! * thinned[j * bins + y]!;
      const leaving = (y === 0 ? stopping : 0) + (1 - stopping) * left;
      scores[at + y] = Math.log(1 - leavers + (leavers * leaving) / law[y]!);
      expected += law[y]! * scores[at + y]!;
    }
    for (let y = 0; y < bins; y += 1) {
      const deviation = scores[at + y]! - expected;
      second[cell]! += law[y]! * deviation ** 2;
      third[cell]! += law[y]! * deviation ** 3;
    }
  }
  return { scores, second, third };
}

/**
 * Each cell's mean, half a customer with one order added, and the 1/k that all cells have in common (by moments: Bliss and Owen,
 * "Negative binomial distributions with a common k", Biometrika 1958).
 */
function shapesOf(histogram: Float64Array, cells: number): { mean: Float64Array; spread: number } {
  const mean = new Float64Array(cells);
  let [above, squares] = [0, 0];
  for (let cell = 0; cell < cells; cell += 1) {
    let [size, sum, sumOfSquares] = [0, 0, 0];
    for (let y = 0; y < bins; y += 1) {
      const count = histogram[cell * bins + y]!;
      size += count;
      sum += count * y;
      sumOfSquares += count * y * y;
    }
    mean[cell] = (sum + 0.5) / (size + 1);
    if (size < 2) continue;
    const own = sum / size;
    const variance = (sumOfSquares - size * own * own) / (size - 1);
    above += size * (variance - own);
    squares += size * (own * own - variance / size);
  }
  return { mean, spread: squares > 0 ? Math.max(leastSpread, above / squares) : usualSpread };
}

/** @param spread 1/k @param law written: the chance of 0, 1, … orders; of 12 or more in the last one */
function negativeBinomial(mean: number, spread: number, law: Float64Array): void {
  const k = 1 / spread;
  let chance = (k / (k + mean)) ** k;
  let rest = 1;
  for (let y = 0; y < bins; y += 1) {
    law[y] = Math.max(leastChance, y === bins - 1 ? rest : chance);
    rest -= chance;
    chance *= ((k + y) / (y + 1)) * (mean / (k + mean));
  }
}

/** The count score: fewer orders, higher score. @param scores `cells × 13`; written */
export function countScores(cells: number, scores: Float64Array): void {
  for (let cell = 0; cell < cells; cell += 1) {
    for (let y = 0; y < bins; y += 1) scores[cell * bins + y] = -y;
  }
}

/** Numbers of orders that are told apart: 0 to {@link mostOrders}. */
export const orderBins = bins;

function thinnedOrders(): Float64Array {
  const table = new Float64Array(bins * bins);
  for (let j = 0; j < bins; j += 1) {
    let ways = 1;
    for (let y = 0; y <= j; y += 1) {
      table[j * bins + y] = ways * 0.5 ** j;
      ways = (ways * (j - y)) / (y + 1);
    }
  }
  return table;
}

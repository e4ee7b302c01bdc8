import { mostOrders } from './frozen-base';

/** What a leak is expected to look like: a part of the base leaves, most of it at once, the others by buying half as much. */
export const leavers = 0.2;
const stopping = 0.8;

/** Weight of the prior of a cell's law, in customers; it falls by half with each order. */
const priorCustomers = 0.5;

const bins = mostOrders + 1;

/** `thinned[j * bins + y]`: the chance that `y` of `j` orders are left if each stays with probability 1/2. */
const thinned = thinnedOrders();

/**
 * The leak score of each number of orders, by cell: the log-likelihood ratio of "one of {@link leavers} of the base that
 * leaves" to "loyal".
 *
 *     f0(y)  the cell's own law of orders in the window, all managers pooled, with a geometric prior
 *     f1(y) = q [y = 0] + (1 - q) Σ_{j ≥ y} f0(j) C(j, y) / 2^j        q = 0.8 stop, the others lose every second order
 *     s(y)  = ln(1 - p + p f1(y) / f0(y))                              p = 0.2
 *
 * The optimal score of a mixture where who left is unknown (Neyman and Pearson 1933; mixtures as in Donoho and Jin,
 * "Higher criticism for detecting sparse heterogeneous mixtures", Annals of Statistics 2004).
 *
 * @param histogram `cells × 13`: customers of each cell by orders in the window
 * @param scores the same shape; written
 */
export function leakScores(histogram: Float64Array, cells: number, scores: Float64Array): void {
  const law = new Float64Array(bins);
  for (let cell = 0; cell < cells; cell += 1) {
    const at = cell * bins;
    let total = 0;
    for (let y = 0; y < bins; y += 1) {
      law[y] = histogram[at + y]! + priorCustomers * 0.5 ** y;
      total += law[y]!;
    }
    for (let y = 0; y < bins; y += 1) {
      let left = 0;
      for (let j = y; j < bins; j += 1) left += law[j]! * thinned[j * bins + y]!;
      const leaving = (y === 0 ? stopping : 0) + ((1 - stopping) * left) / total;
      scores[at + y] = Math.log(1 - leavers + (leavers * leaving * total) / law[y]!);
    }
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

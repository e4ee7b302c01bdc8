/** Below this skewness the correction changes nothing that matters, and its formula divides by it. */
const smallestSkewness = 0.001;

/**
 * Moments of a group's score under "the group is a random part of each cell", summed over cells.
 * Sampling without replacement, so that the group's own share of a cell is taken into account.
 */
export interface Moments {
  /** Σ (score - cell mean) over the group. */
  sum: number;
  variance: number;
  /** Third central moment. */
  third: number;
}

/**
 * Adds one cell's part: exact variance and third central moment of a sum sampled without replacement
 * (Cochran, "Sampling Techniques", 1977, theorem 2.2; Sukhatme, "Moments and product moments of moment-statistics for
 * samples of the finite and infinite populations", Sankhya 1944).
 *
 * @param size customers of the cell
 * @param drawn those of them who are the group's
 * @param second mean of squared deviations in the cell (divisor `size`)
 * @param third mean of cubed deviations
 */
export function addCell(moments: Moments, size: number, drawn: number, second: number, third: number): void {
  if (size < 2 || drawn === 0 || drawn === size) return;
  const others = size - drawn;
  moments.variance += (second * drawn * others) / (size - 1);
  if (size > 2) moments.third += (third * drawn * others * (others - drawn)) / ((size - 1) * (size - 2));
}

/**
 * The sum in standard deviations, corrected for skewness by the cube root (Wilson and Hilferty, "The distribution of
 * chi-square", PNAS 1931): monotone, unlike a Cornish-Fisher expansion, which costs power on small bases.
 * @returns 0 if the sum cannot vary
 */
export function standardised({ sum, variance, third }: Moments): number {
  if (variance < 1e-9) return 0;
  const z = sum / Math.sqrt(variance);
  const skewness = third / variance ** 1.5;
  if (Math.abs(skewness) < smallestSkewness) return z;
  return (6 / skewness) * (Math.cbrt(1 + (skewness * z) / 2) - 1) + skewness / 6;
}

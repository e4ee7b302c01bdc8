import { windowScores } from './tally';
import type { WeeklySeries } from './weekly-series';

/** Windows of the past that a group is compared with, at most. */
const mostWindows = 4;

/** Weeks before a window that are skipped, so that a loss that is under way is not learnt as normal. */
const skippedWeeks = 8;

/** A window of the past needs so many weeks of history before it. */
const leastHistory = 4;

/** Variance of the mean of k windows is so much above 1/k: they share customers. */
const dependence = 1.15;

/** A base of which more customers moved between managers since is not the same base. */
const mostMoved = 0.5;

const leakScore = windowScores.indexOf('leak');

/** A score compared with the group's own past. */
export interface Corrected {
  /** By group; NaN where there is no verdict. The larger of the scores. */
  readonly z: Float64Array;
  /** Variance between groups that lasts, and excess of the variance within a group. */
  readonly lasting: number;
  readonly excess: number;
  /** By how much the leak score varied more in windows of the past than its law says, at least 1. */
  readonly dispersion: number;
  /** Windows of the past that there are. */
  readonly windows: number;
  /** Whether groups differ so much for good that comparisons are less reliable. */
  readonly unreliable: boolean;
}

/**
 * Takes a lasting difference between groups out of a week's scores, as far as the past shows one: empirical Bayes
 * (Efron and Morris, "Stein's estimation rule and its competitors", JASA 1973).
 *
 *     zbar_g   mean of the same score in up to 4 windows, each before the next, the last one 8 weeks before this window
 *     tau2     variance of zbar between groups beyond its error se = 1.15 / k, and B = tau2 / (tau2 + se)
 *     phi      how much more a group's windows differ from one another than by chance, at least 1
 *     z*       (z - B zbar) / √((1 + tau2 (1 - B)) phi)
 *
 * The leak score's z are first divided by √psi: psi is how much more the score varied within cells than its law says, the mean of the same
 * windows, at least 1 (a dispersion by Pearson's statistic: McCullagh and Nelder, "Generalized Linear Models", 1989). The
 * law knows little of frequent buyers who stop by themselves, since their silence in the window itself may be the loss; the past knows it.
 *
 * Where groups do not differ, B is near 0 and nothing is lost. A group of which half of the customers came or left since a
 * window has no past in it.
 *
 * @param week the one after the window's last
 */
export function corrected(series: WeeklySeries, week: number): Corrected {
  const { groups } = series.grouping;
  const ends = pastEnds(series, week);
  const dispersion = dispersionOf(series, ends);
  const scales = series.z.map((_, score) => (score === leakScore ? 1 / Math.sqrt(dispersion) : 1));
  const past = series.z.map((z, score) => pastOf(series, { z, scale: scales[score]! }, week, ends));
  const excess = excessOf(past);
  let lasting = 0;
  const largest = new Float64Array(groups).fill(NaN);
  series.z.forEach((z, score) => {
    const { mean, windows } = past[score]!;
    const { variance, error } = betweenGroups(mean, windows);
    lasting = Math.max(lasting, variance);
    for (let group = 0; group < groups; group += 1) {
      const now = z[week * groups + group]! * scales[score]!;
      if (Number.isNaN(now)) continue;
      const known = windows[group]! > 0;
      const weight = known && variance > 0 ? variance / (variance + dependence / windows[group]!) : 0;
      const left = 1 + (known ? variance * (1 - weight) : error > 0 ? variance : 0);
      const own = (now - weight * (known ? mean[group]! : 0)) / Math.sqrt(left * excess);
      if (!(largest[group]! >= own)) largest[group] = own;
    }
  });
  const unreliable = lasting > 0.5 || excess > 1.5;
  return { z: largest, lasting, excess, dispersion, windows: ends.length, unreliable };
}

/** Average checks have none: there it is NaN, as in weeks that were not looked at. */
function dispersionOf(series: WeeklySeries, ends: readonly number[]): number {
  const known = ends.map((end) => series.dispersion[end]!).filter((one) => !Number.isNaN(one));
  if (known.length === 0) return 1;
  return Math.max(1, known.reduce((sum, one) => sum + one, 0) / known.length);
}

function pastEnds({ length, weeks }: WeeklySeries, week: number): number[] {
  return pastWindows(length, week).filter((end) => end - length >= leastHistory && end < weeks);
}

/** The windows of the past that a week is compared with, by the week after their last; the latest one first. */
export function pastWindows(length: number, week: number): number[] {
  return Array.from({ length: mostWindows }, (_, nth) => week - skippedWeeks - (nth + 1) * length);
}

interface Past {
  /** Mean score of a group's windows; NaN without any. */
  mean: Float64Array;
  windows: Uint8Array;
  /** Σ and number of squared differences between a window and the group's others. */
  differences: number;
  compared: number;
}

/** @param scale by which each score is multiplied */
function pastOf(
  series: WeeklySeries,
  { z, scale }: { z: Float32Array; scale: number },
  week: number,
  ends: readonly number[],
): Past {
  const { groups } = series.grouping;
  const mean = new Float64Array(groups);
  const windows = new Uint8Array(groups);
  let [differences, compared] = [0, 0];
  for (let group = 0; group < groups; group += 1) {
    const own = ends
      .filter((end) => isSameBase(series, group, end, week))
      .map((end) => z[end * groups + group]! * scale)
      .filter((score) => !Number.isNaN(score));
    const sum = own.reduce((total, score) => total + score, 0);
    windows[group] = own.length;
    mean[group] = own.length === 0 ? NaN : sum / own.length;
    if (own.length < 2) continue;
    const others = own.length - 1;
    for (const score of own) {
      differences += (score - (sum - score) / others) ** 2 / (1 + 1 / others);
      compared += 1;
    }
  }
  return { mean, windows, differences, compared };
}

/** Whether fewer than {@link mostMoved} of the base came or left between the starts of two windows. */
function isSameBase(series: WeeklySeries, group: number, end: number, week: number): boolean {
  const { groups } = series.grouping;
  const size = series.size[week * groups + group]!;
  let moved = 0;
  for (let between = end + 1; between <= week; between += 1) moved += series.moved[between * groups + group]!;
  return moved < mostMoved * size;
}

function betweenGroups(mean: Float64Array, windows: Uint8Array): { variance: number; error: number } {
  let [squares, errors, count] = [0, 0, 0];
  for (let group = 0; group < mean.length; group += 1) {
    if (windows[group] === 0) continue;
    squares += mean[group]! ** 2;
    errors += dependence / windows[group]!;
    count += 1;
  }
  if (count === 0) return { variance: 0, error: 0 };
  const error = errors / count;
  // What exceeds the error by chance alone, with so few groups, is no difference.
  return { variance: Math.max(0, squares / count - error * (1 + Math.sqrt(2 / count))), error };
}

function excessOf(past: readonly Past[]): number {
  const compared = past.reduce((sum, one) => sum + one.compared, 0);
  if (compared === 0) return 1;
  const mean = past.reduce((sum, one) => sum + one.differences, 0) / compared;
  // Scores of one window go together, and the differences of a group add up to nothing.
  const independent = Math.max(1, compared / past.length / 2);
  return Math.max(1, mean / (1 + Math.sqrt(2 / independent)));
}

import { lgam } from 'cephes';

/** Answers of one side, and those of them that are "yes". */
export interface Answers {
  answers: number;
  yes: number;
}

/**
 * The exact test of Fisher, one-sided ("The logic of inductive inference", JRSS 1935): the chance that at least so many of all "yes"
 * are of the first side if the sides do not differ. The upper tail of a hypergeometric distribution.
 * @returns 1 where there is nothing to compare
 */
export function fisherOneSided(asked: Answers, controls: Answers): number {
  const all = asked.answers + controls.answers;
  const yes = asked.yes + controls.yes;
  const most = Math.min(asked.answers, yes);
  let tail = 0;
  for (let here = asked.yes; here <= most; here += 1) {
    tail += Math.exp(
      logWays(yes, here) + logWays(all - yes, asked.answers - here) - logWays(all, asked.answers),
    );
  }
  return Math.min(1, tail);
}

/** ln of "n choose k"; -∞ where there is no way. */
function logWays(n: number, k: number): number {
  if (k < 0 || k > n) return -Infinity;
  return lgam(n + 1) - lgam(k + 1) - lgam(n - k + 1);
}

/**
 * Which of several tests hold together, with a chance of at most `alpha` of even one false one (Holm, "A simple sequentially
 * rejective multiple test procedure", Scandinavian Journal of Statistics 1979).
 */
export function holm(chances: readonly number[], alpha: number): boolean[] {
  const holds = chances.map(() => false);
  for (const [rank, place] of byChance(chances).entries()) {
    if (chances[place]! > alpha / (chances.length - rank)) break;
    holds[place] = true;
  }
  return holds;
}

/**
 * Which of several tests hold where at most a share `rate` of those may be false on average (Benjamini and Hochberg, "Controlling
 * the false discovery rate", JRSS B 1995).
 */
export function benjaminiHochberg(chances: readonly number[], rate: number): boolean[] {
  const order = byChance(chances);
  const last = order.findLastIndex((place, rank) => chances[place]! <= ((rank + 1) / chances.length) * rate);
  const holds = chances.map(() => false);
  for (const place of order.slice(0, last + 1)) holds[place] = true;
  return holds;
}

function byChance(chances: readonly number[]): number[] {
  return chances.map((_, place) => place).sort((a, b) => chances[a]! - chances[b]!);
}

import { bdtrc } from 'cephes';

/** What a thief does with a list, as shares from 0 to 1. */
export interface Leak {
  /** Of the list that is sold or taken along. */
  sold: number;
  /** Of the people on it who are contacted. */
  contacted: number;
  /** Of these contacts that reach the decoy's line, and are recognised there. */
  answered: number;
}

/** The chance that one decoy is hit: x of docs/leak-watch.md. */
export function hitChance({ sold, contacted, answered }: Leak): number {
  return sold * contacted * answered;
}

/**
 * The chance of at least `hits` hits on `decoys` decoys, each hit with chance `x`: the upper tail of a binomial, exact.
 * @param hits 1 or more
 */
export function chanceOfHits(decoys: number, x: number, hits = 1): number {
  if (decoys < hits || x <= 0) return 0;
  // bdtrc has no logarithm of nothing.
  return x >= 1 ? 1 : bdtrc(hits - 1, decoys, x);
}

/** More than anybody rents numbers for. */
export const mostDecoys = 10_000;

/**
 * The fewest decoys with which at least `hits` hits have chance `q`.
 * @returns null if {@link mostDecoys} are too few
 */
export function decoysNeeded(q: number, x: number, hits = 1): number | null {
  if (chanceOfHits(mostDecoys, x, hits) < q) return null;
  let enough = mostDecoys;
  let tooFew = hits - 1;
  while (enough - tooFew > 1) {
    const middle = (enough + tooFew) >> 1;
    if (chanceOfHits(middle, x, hits) >= q) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

/** What so many decoys in each channel are good for. */
export interface ChancePlan {
  /** Of each decoy. */
  chanceOfEach: number;
  decoys: number;
  hits: number;
  chance: number;
  /** Decoys for a chance of 80 and 95 %; null: more than {@link mostDecoys}. */
  neededFor80: number | null;
  neededFor95: number | null;
}

export function chancePlan(leak: Leak, decoys: number, hits: number): ChancePlan {
  const x = hitChance(leak);
  return {
    ...{ chanceOfEach: x, decoys, hits, chance: chanceOfHits(decoys, x, hits) },
    ...{ neededFor80: decoysNeeded(0.8, x, hits), neededFor95: decoysNeeded(0.95, x, hits) },
  };
}

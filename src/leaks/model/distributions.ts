import { igami, ndtr, ndtri } from 'cephes';

/** The chance that a standard normal variable is at most `z`. */
export function normalCdf(z: number): number {
  return ndtr(z);
}

/** The z below which a standard normal variable is with probability `p`, 0 < p < 1. */
export function normalQuantile(p: number): number {
  return ndtri(p);
}

/**
 * The score interval of a proportion (Wilson, "Probable inference", JASA 1927).
 * @returns both ends, 0 to 1; [0, 1] without trials
 */
export function proportionInterval(successes: number, trials: number, confidence = 0.95): [number, number] {
  if (trials === 0) return [0, 1];
  const z = normalQuantile((1 + confidence) / 2);
  const share = successes / trials;
  const middle = (share + (z * z) / (2 * trials)) / (1 + (z * z) / trials);
  const half =
    (z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials))) /
    (1 + (z * z) / trials);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/**
 * The exact interval of a rate of events (Garwood, "Fiducial limits for the Poisson distribution", Biometrika 1936).
 * @param exposure in the unit of the rate
 */
export function rateInterval(events: number, exposure: number, confidence = 0.95): [number, number] {
  const tail = (1 - confidence) / 2;
  // igami: the x above which a gamma variable of this shape is with the given probability.
  const low = events === 0 ? 0 : igami(events, 1 - tail);
  return [low / exposure, igami(events + 1, tail) / exposure];
}

/** What a case's evidence is measured by, for the server and the pages: this file imports nothing. */

/**
 * How a case stands, in words: orders are worth a look; customers are being asked; a second source speaks for it; somebody asked
 * for a decoy of this list by name. Of a group or a list, never of a person. What has no case is quiet.
 */
export const rungs = ['look', 'asking', 'supported', 'named'] as const;
export type Rung = (typeof rungs)[number];

/** A survey's chance of a false "evidence", over all groups that were asked about. */
export const evidenceAlpha = 0.05;
/** What else speaks for a case together with orders is worth at least as much as a chance of that. */
export const leastOfSecond = betOf(evidenceAlpha);

/**
 * A chance as a bet that nobody who is innocent wins on average (an e-value: Shafer, "Testing by betting", JRSS A 2021; the
 * calibrator `0.5 / sqrt(p)` of Vovk and Wang, "E-values: calibration, combination and applications", Annals of Statistics 2021).
 * Bets on independent sources multiply; chances do not.
 */
export function betOf(chance: number): number {
  return 0.5 / Math.sqrt(chance);
}

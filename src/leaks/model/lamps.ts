/**
 * What is watched of each group. `recent`: orders of the last 8 weeks; `long`: of the last 26, for losses that are slow;
 * `check`: what the customers who still buy spend on average, in the last 8 weeks.
 */
export const lamps = ['recent', 'long', 'check'] as const;
export type Lamp = (typeof lamps)[number];

/** Complete weeks of a lamp's window. */
export const windowWeeks: Readonly<Record<Lamp, number>> = { recent: 8, long: 26, check: 8 };

/** The part of the false alarms that each lamp may cause. Losses that matter first show in the recent orders. */
const shares: Readonly<Record<Lamp, number>> = { recent: 0.8, long: 0.1, check: 0.1 };

/**
 * How much higher a lamp's threshold is than that of the recent orders, for its share of the false alarms. Z less this makes
 * lamps comparable.
 */
export function aboveRecent(lamp: Lamp): number {
  return Math.log(shares.recent / shares[lamp]) / slope;
}

/** Below this nothing is even drawn: about one false alarm for a group and year. */
export const watchFrom = 2.1;

/**
 * A lamp's false alarms for a group and year with weekly looks at threshold `h` are at most `atTwo exp(-slope (h - 2))`: the upper
 * envelope of what was measured on shops where nothing was wrong (docs/leak-watch.md). That one looks every week is in it.
 */
const atTwo = 1;
const slope = 2.2;

/** The part of the accepted false alarms that is for a shop where nothing happens; the rest is for dips, leave, hand-overs. */
const calmShare = 0.5;

/** @returns the threshold of a lamp at so many false alarms of all lamps for a group and year, if nothing happens in the shop */
export function thresholdAt(lamp: Lamp, perGroupYear: number): number {
  return 2 + Math.log(atTwo / (perGroupYear * shares[lamp])) / slope;
}

/**
 * From which Z on a lamp says "worth a look".
 * @param groups how many groups are compared, of all kinds
 * @param perYear false alarms that the whole shop accepts in a year
 */
export function alarmFrom(lamp: Lamp, groups: number, perYear: number): number {
  return Math.max(watchFrom, thresholdAt(lamp, (perYear * calmShare) / Math.max(1, groups)));
}

/**
 * The chance that a group of a shop where nothing is wrong shows so much in some week of a year: what {@link alarmFrom} promises, the other way
 * round. Weekly looks are in it, so that Z may be a case's largest one; the chance of a single look would be smaller by far.
 */
export function falseAlarmChance(lamp: Lamp, z: number): number {
  return Math.min(1, (atTwo * Math.exp(-slope * (z - 2))) / (shares[lamp] * calmShare));
}

/** Added to the threshold where comparisons are less reliable: the groups' customers differ for good, or there is little past. */
export const unreliableMargin = 0.5;

/** `quiet`; `watch`: drawn, no message; `alarm`: worth a look, opens a case. */
export const levels = ['quiet', 'watch', 'alarm'] as const;
export type Level = (typeof levels)[number];

export function levelOf(z: number, threshold: number): Level {
  if (z >= threshold) return 'alarm';
  return z >= watchFrom ? 'watch' : 'quiet';
}

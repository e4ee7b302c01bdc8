/** Upper and lower edge of a picture. */
export interface Edges {
  low: number;
  high: number;
}

/** The part of the greatest number that a picture spans at least: less would make a storm of every ripple. */
const leastSpan = 0.25;

/** Space below the least number, of what the numbers span. */
const room = 0.25;

/** From a lower edge of less than this part of the greatest number on, the picture begins at 0. */
const nearlyNothing = 0.25;

/**
 * Where a picture begins and ends: at 0, unless more than a quarter of its height would stay empty for that.
 * @param values not negative; one at least
 */
export function edgesOf(values: readonly number[]): Edges {
  const high = Math.max(1, ...values);
  const least = Math.max(0, Math.min(...values));
  const low = Math.min(least - room * (high - least), (1 - leastSpan) * high);
  return { low: low < nearlyNothing * high ? 0 : Math.floor(low), high: Math.ceil(high) };
}

/** Upper and lower edge of a picture. */
export interface Edges {
  low: number;
  high: number;
}

/** From a fall to less than this part of the greatest number on, the picture begins at 0: the fall looks as large as it is. */
const fallen = 0.65;

/** The part of the greatest number that a picture spans at least: less would make a storm of every ripple. */
const leastSpan = 0.25;

/** Space below the least number, of what the numbers span. */
const room = 0.25;

/** @param values not negative; one at least */
export function edgesOf(values: readonly number[]): Edges {
  const high = Math.max(1, ...values);
  const least = Math.max(0, Math.min(...values));
  const low = Math.min(least - room * (high - least), (1 - leastSpan) * high);
  return { low: least < fallen * high ? 0 : Math.floor(low), high: Math.ceil(high) };
}

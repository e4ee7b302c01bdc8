import type { Random } from '#kernel/random';

/** What came of a call of the company to a customer, as the customer's side made it. */
export interface LineResult {
  /** How the customer's phone took it. */
  end: 'answered' | 'busy' | 'no-answer' | 'rejected';
  /** From the first ring to the answer or the end, in milliseconds. */
  ringMs: number;
  /** From the answer to the end, in milliseconds; 0 without an answer. */
  talkMs: number;
}

/** What the line does with a call of the company's own. */
export type LinePlan = LineResult;

/** Of a site that has not called anybody yet. */
const usual: readonly LineResult[] = [
  { end: 'answered', ringMs: 6_000, talkMs: 14_000 },
  { end: 'answered', ringMs: 9_000, talkMs: 21_000 },
  { end: 'answered', ringMs: 14_000, talkMs: 9_000 },
  { end: 'no-answer', ringMs: 30_000, talkMs: 0 },
  { end: 'busy', ringMs: 0, talkMs: 0 },
];

/** Neither is a line open for ever, nor does it end at once. */
const longestTalkMs = 180_000;
const longestRingMs = 60_000;
/** Fewer results say little of a site. */
const fewestResults = 20;

/**
 * The result of a real call, drawn from the site's own: a decoy is busy as often as customers are, lets it ring as long, and is as long on
 * the line.
 * @param results what came of the site's calls to customers
 */
export function planOwnCall(results: readonly LineResult[], random: Random): LinePlan {
  const drawn = random.pick(results.length < fewestResults ? usual : results);
  return {
    end: drawn.end,
    ringMs: Math.min(longestRingMs, drawn.ringMs),
    talkMs: Math.min(longestTalkMs, drawn.talkMs),
  };
}

import { Random } from '#kernel/random';

/** What came of an SMS of the company to a customer. Times in milliseconds. */
export interface SmsResult {
  /** From giving it to the provider's answer. */
  answerMs: number;
  /** `refused`: by that answer; `none`: no receipt came. */
  end: 'delivered' | 'failed' | 'refused' | 'none';
  /** Why; null where it was not refused and did not fail. */
  fault: string | null;
  /** From the provider's answer to the receipt that said what became of it; 0 without one. */
  settleMs: number;
}

/** Fewer say little of a site. */
const fewestResults = 20;

/** Faults of the number, not of the moment: who has one once has it each time. */
const lastingFaults = new Set(['number-unknown']);

/**
 * The result of an SMS to a customer, as the site's own were: an end that one of them had, and times between those of two that ended so.
 * Drawn whole, the same times would come again and again, which no operator's do.
 * @param known what came of the site's SMS to customers
 * @param pointId of the contact: by it the same numbers are dead each time, in the same share as people's
 * @returns null where they are too few
 */
export function planOwnSms(known: readonly SmsResult[], pointId: number, random: Random): SmsResult | null {
  if (known.length < fewestResults) return null;
  const isLasting = ({ fault }: SmsResult): boolean => fault !== null && lastingFaults.has(fault);
  const dead = known.filter(isLasting);
  const isDead = new Random(deadSeed, pointId).next() < dead.length / known.length;
  const { end, fault } = random.pick(isDead ? dead : known.filter((result) => !isLasting(result)));
  const alike = known.filter((result) => result.end === end && result.fault === fault);
  const between = (timeOf: (result: SmsResult) => number): number =>
    Math.round(quantile(alike.map(timeOf), random.next()));
  return {
    ...{ end, fault, answerMs: between(({ answerMs }) => answerMs) },
    settleMs: between(({ settleMs }) => settleMs),
  };
}

/** Of SMS that were taken, so many have had their receipt by then. */
const usualShare = 0.75;

/** By when most receipts have come, milliseconds from the provider's answer; null where that is not known, or most never come. */
export function usualSettleMs(known: readonly SmsResult[]): number | null {
  if (known.length < fewestResults) return null;
  const times = known
    .filter(({ end }) => end !== 'refused')
    .map(({ end, settleMs }) => (end === 'none' ? Infinity : settleMs))
    .sort((one, other) => one - other);
  const usual = times[Math.ceil(times.length * usualShare) - 1] ?? Infinity;
  return usual === Infinity ? null : usual;
}

/** Of the distribution whose density is even between each two neighbours. @param share from 0 to below 1 */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [low = 0, high = low] = sorted.slice(below, below + 2);
  return low + (place - below) * (high - low);
}

const deadSeed = 0x5a15;

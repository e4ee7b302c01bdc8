import type { Channel } from './channels';

/**
 * What a call from outside to one of the lines was, each more telling than the one before: nobody spoke; somebody spoke;
 * offered our kind of goods; asked for the decoy by name, address or order. Lines are called by mistake and by machines all year
 * round, so a ring alone is no hit.
 */
export const hitClasses = ['silent', 'answered', 'offered', 'named'] as const;
export type HitClass = (typeof hitClasses)[number];

/** How many hits there were of each class. */
export type HitCounts = Readonly<Record<HitClass, number>>;

export const noHits: HitCounts = { silent: 0, answered: 0, offered: 0, named: 0 };

/** The classes that count as evidence. */
export const tellingClasses = ['answered', 'offered', 'named'] as const;

/**
 * What a caller who has the list does, if calls at all. Assumptions, as `docs/leak-watch.md` says: who has bought a list
 * uses the names on it.
 */
const sharesIfLeaked = { answered: 0.2, offered: 0.3, named: 0.5 } as const;

/** Of calls to numbers that nobody gave away, the share that asks for the name of a person who does not exist. */
const namedByChance = 0.0001;

/** Calls of strangers to one number in a week, by class. */
export type Background = Readonly<Record<(typeof tellingClasses)[number], number>>;

/**
 * The rate of a class on numbers that nobody was given, with half a hit more than was seen: that nobody has called so far
 * does not mean that nobody calls.
 * @returns hits of one number in a week
 */
export function backgroundRate(hits: number, numbers: number, weeks: number): number {
  return (hits + 0.5) / (numbers * weeks);
}

/**
 * Measured by control numbers. Who asks for a decoy by name cannot do so on a number without one: its rate is a share of all
 * calls.
 * @param weeks of all controls together, each number's own
 */
export function backgroundOf(hits: HitCounts, numberWeeks: number): Background {
  const all = hitClasses.reduce((sum, one) => sum + hits[one], 0);
  return {
    answered: backgroundRate(hits.answered, numberWeeks, 1),
    offered: backgroundRate(hits.offered, numberWeeks, 1),
    named: backgroundRate(all, numberWeeks, 1) * namedByChance,
  };
}

/**
 * Without control numbers: as a honeypot of 66,606 unused lines was called, 0.8 times a week in its storms (Prasad et al.,
 * "Who's Calling? Characterizing Robocalls through Audio and Metadata Analysis", USENIX Security 2020); a fiftieth of these
 * offers our kind of goods.
 */
export const assumedBackground: Background = { answered: 0.8, offered: 0.016, named: 0.8 * namedByChance };

/**
 * Mails of strangers to a mailbox that nobody was given, where no control mailbox measures them: an assumption, one in fifty weeks of what
 * a filter did not take for spam.
 */
export const assumedMailBackground: Background = {
  answered: 0.02,
  offered: 0.005,
  named: 0.02 * namedByChance,
};

/**
 * SMS of strangers to a number that nobody was given, where no control number measures them: an assumption, one in ten weeks from a
 * telephone number.
 */
export const assumedSmsBackground: Background = {
  answered: 0.1,
  offered: 0.02,
  named: 0.1 * namedByChance,
};

/**
 * How much likelier the hits of one class are if the list leaked than if it did not: two Poisson rates.
 * @param x expected hits of a decoy in these weeks if the list leaked
 * @param rate of strangers, hits of one number in a week
 */
export function likelihoodRatio(
  { decoys, weeks, hits }: { decoys: number; weeks: number; hits: number },
  x: number,
  rate: number,
): number {
  return Math.exp(-decoys * x) * (1 + x / (rate * weeks)) ** hits;
}

/** A channel's decoys, and who called them. */
export interface ChannelWatch extends Channel {
  decoys: number;
  /** For how long they have been planted, on average. */
  weeks: number;
  /** Calls. */
  hits: HitCounts;
  /** So many of the decoys have an e-mail address. */
  mailboxes: number;
  mails: HitCounts;
  /** SMS to so many of the decoys reach Star7. */
  texted: number;
  /** For how long they have been planted since, on average. */
  textedWeeks: number;
  sms: HitCounts;
}

/** What strangers do of their own accord. */
export interface Backgrounds {
  calls: Background;
  mails: Background;
  sms: Background;
}

/** Weeks within which a list that leaked is used. */
const weeksOfUse = 8;

/**
 * All telling classes of calls, mails and SMS together: they are thinned Poisson processes, so their ratios multiply. Silent ones say nothing.
 * @param x expected hits of a decoy within {@link weeksOfUse} by each of the three if the list leaked; fewer while it has been planted for less
 */
export function evidenceOf(watch: ChannelWatch, x: number, background: Backgrounds): number {
  const { decoys, mailboxes, texted, textedWeeks, weeks, hits, mails, sms } = watch;
  return (
    ratioOf({ decoys, weeks, hits }, x, background.calls) *
    ratioOf({ decoys: mailboxes, weeks, hits: mails }, x, background.mails) *
    ratioOf({ decoys: texted, weeks: textedWeeks, hits: sms }, x, background.sms)
  );
}

function ratioOf(
  { decoys, weeks, hits }: Pick<ChannelWatch, 'decoys' | 'weeks' | 'hits'>,
  x: number,
  background: Background,
): number {
  if (decoys === 0 || weeks <= 0) return 1;
  const soFar = x * Math.min(1, weeks / weeksOfUse);
  return tellingClasses.reduce(
    (product, one) =>
      product *
      likelihoodRatio({ decoys, weeks, hits: hits[one] }, soFar * sharesIfLeaked[one], background[one]),
    1,
  );
}

/** In words: nothing; a hint; evidence; enough to talk to somebody. Of a channel, never of a person. */
export const strengths = ['none', 'hint', 'evidence', 'strong'] as const;
export type Strength = (typeof strengths)[number];

/** Odds that each strength asks for; the upper two for each channel that is watched, since one of many is struck by chance. */
const asksFor = { hint: 3, evidence: 20, strong: 1000 } as const;

/** @param ratio of likelihoods @param channels how many are watched */
export function strengthOf(ratio: number, channels: number): Strength {
  const many = Math.max(1, channels);
  if (ratio >= asksFor.strong * many) return 'strong';
  if (ratio >= asksFor.evidence * many) return 'evidence';
  return ratio >= asksFor.hint ? 'hint' : 'none';
}

export interface Attribution {
  /** Each channel with its evidence, in the order given: no ranking. */
  channels: (ChannelWatch & { ratio: number; strength: Strength })[];
  /** The one with the most evidence, if that is a hint at least. */
  first: Channel | null;
  /** The next, however weak: what else it could be. Null if `first` is, or no other channel was hit. */
  runnerUp: Channel | null;
  /** How many times likelier the first is than the runner-up; null without one. */
  lead: number | null;
}

/** From where the list came. A name and number is planted in one channel alone, so each hit speaks for one. */
export function attribute(watches: readonly ChannelWatch[], x: number, background: Backgrounds): Attribution {
  const channels = watches.map((watch) => {
    const ratio = evidenceOf(watch, x, background);
    return { ...watch, ratio, strength: strengthOf(ratio, watches.length) };
  });
  const hit = channels
    .filter(({ hits, mails, sms }) => tellingClasses.some((one) => hits[one] + mails[one] + sms[one] > 0))
    .sort((a, b) => b.ratio - a.ratio);
  const [first, second] = hit;
  if (first === undefined || first.strength === 'none') {
    return { channels, first: null, runnerUp: null, lead: null };
  }
  const nameOf = ({ kind, key }: Channel): Channel => ({ kind, key });
  return {
    channels,
    first: nameOf(first),
    runnerUp: second === undefined ? null : nameOf(second),
    lead: second === undefined ? null : first.ratio / second.ratio,
  };
}

/**
 * The chance that all of the `hit` lines that one caller called are of one channel with `decoys` of all `watched` lines,
 * whichever of the channels it is: without a leak.
 */
export function sameCallerChance(hit: number, decoys: number, watched: number, channels: number): number {
  let chance = channels;
  for (let nth = 0; nth < hit; nth += 1) chance *= Math.max(0, decoys - nth) / (watched - nth);
  return Math.min(1, chance);
}

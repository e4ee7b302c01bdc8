import type { Micros } from '#kernel/micros';

/** Why a manager is away. A closed list: supervisors read it, and a free text might be anything. */
export const awayReasons = ['break', 'lunch', 'meeting', 'paperwork', 'training', 'private'] as const;
export type AwayReason = (typeof awayReasons)[number];

/** A break, as it is asked for. */
export interface Break {
  reason: AwayReason | null;
  /** It ends by itself then; null: it does not. */
  until: Micros | null;
}

/** Whether a manager takes the calls that come in. */
export interface AwayFacts {
  /** Null while the manager takes calls; then the others are null as well. */
  awaySince: Micros | null;
  awayReason: AwayReason | null;
  awayUntil: Micros | null;
}

export const notAway: AwayFacts = { awaySince: null, awayReason: null, awayUntil: null };

/** A month: whoever is away for longer is no colleague to be called. */
export const longestBreak: Micros = 31 * 24 * 3600 * 1_000_000;

/** Whether a break can end then. */
export function isBreakEnd(until: Micros, now: Micros): boolean {
  return until > now && until <= now + longestBreak;
}

/** The presence after a request. What is so already keeps its beginning. */
export function presenceAfter(before: AwayFacts, wanted: Break | null, now: Micros): AwayFacts {
  if (wanted === null) return notAway;
  return { awaySince: before.awaySince ?? now, awayReason: wanted.reason, awayUntil: wanted.until };
}

export function isSamePresence(one: AwayFacts, other: AwayFacts): boolean {
  return (
    one.awaySince === other.awaySince &&
    one.awayReason === other.awayReason &&
    one.awayUntil === other.awayUntil
  );
}

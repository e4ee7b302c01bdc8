import type { Micros } from '#kernel/micros';

/** How many wrong order numbers lock out, counted over how long, and for how long. A limit of 0 never locks. */
export interface GuessRule {
  limit: number;
  windowSeconds: number;
  lockSeconds: number;
}

/** Wrong order numbers of one manager, or of all. */
export interface GuessState {
  /** Those since the last lock-out, oldest first. */
  misses: readonly Micros[];
  /** Null where there was no lock-out. It may be over. */
  lockedUntil: Micros | null;
}

export const noGuesses: GuessState = { misses: [], lockedUntil: null };

export function isLocked({ lockedUntil }: GuessState, at: Micros): boolean {
  return lockedUntil !== null && at < lockedUntil;
}

/** Whether there is nothing in the last so many seconds: no miss, and no lock-out that lasted into them. */
export function isForgotten({ misses, lockedUntil }: GuessState, at: Micros, seconds: number): boolean {
  const since = at - seconds * 1_000_000;
  return misses.every((miss) => miss <= since) && (lockedUntil ?? 0) <= since;
}

/** One more wrong order number. Reaching the limit locks, and counting restarts. */
export function afterMiss(state: GuessState, at: Micros, rule: GuessRule): GuessState {
  const since = at - rule.windowSeconds * 1_000_000;
  const misses = [...state.misses.filter((miss) => miss > since), at];
  return rule.limit > 0 && misses.length >= rule.limit
    ? { misses: [], lockedUntil: at + rule.lockSeconds * 1_000_000 }
    : { ...state, misses };
}

/** A miss as it was counted then, with the lock-out that it caused: settings may have changed since. */
export function restored(state: GuessState, at: Micros, lockedUntil: Micros | null): GuessState {
  return lockedUntil === null
    ? { ...state, misses: [...state.misses, at] }
    : { misses: [], lockedUntil: Math.max(lockedUntil, state.lockedUntil ?? 0) };
}

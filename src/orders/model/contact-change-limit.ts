import type { Micros } from '#kernel/micros';

/** So many changes of contacts within so many seconds, and no more. */
interface ChangeRule {
  limit: number;
  windowSeconds: number;
}

/**
 * What a manager may change. Whoever corrects what customers dictate stays far below; whoever types numbers in to find
 * out which of them are known does not get far.
 */
export const managersChangeRules: readonly ChangeRule[] = [
  { limit: 10, windowSeconds: 3600 },
  { limit: 40, windowSeconds: 86_400 },
];

/** What a supervisor or an administrator may change, who corrects for several managers. */
export const overseersChangeRules: readonly ChangeRule[] = [
  { limit: 30, windowSeconds: 3600 },
  { limit: 120, windowSeconds: 86_400 },
];

/** How many of the last changes {@link changeWait} asks for, and how far back, in seconds. */
export function reachOf(rules: readonly ChangeRule[]): { changes: number; seconds: number } {
  return {
    changes: Math.max(...rules.map(({ limit }) => limit)),
    seconds: Math.max(...rules.map(({ windowSeconds }) => windowSeconds)),
  };
}

/**
 * @param changes when the author's last changes were made ({@link reachOf}), newest first
 * @returns the seconds until the next one is allowed, at least 1; null where it is allowed now
 */
export function changeWait(
  rules: readonly ChangeRule[],
  changes: readonly Micros[],
  now: Micros,
): number | null {
  const waits = rules.flatMap(({ limit, windowSeconds }) => {
    // The window is full for as long as this one is in it.
    const first = changes[limit - 1];
    return first === undefined ? [] : [Math.ceil((first - now) / 1_000_000) + windowSeconds];
  });
  const longest = Math.max(0, ...waits);
  return longest > 0 ? longest : null;
}

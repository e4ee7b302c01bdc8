import type { Micros } from '#kernel/micros';

/** So many writes within so many seconds, and no more. */
interface WriteRule {
  limit: number;
  windowSeconds: number;
}

/**
 * Contacts that a manager may change. Whoever corrects what customers dictate stays far below; whoever types numbers in to
 * find out which of them are known does not get far.
 */
export const managersChanges: readonly WriteRule[] = [
  { limit: 10, windowSeconds: 3600 },
  { limit: 40, windowSeconds: 86_400 },
];

/** Contacts that a supervisor or an administrator may change, who corrects for several managers. */
export const overseersChanges: readonly WriteRule[] = [
  { limit: 30, windowSeconds: 3600 },
  { limit: 120, windowSeconds: 86_400 },
];

/**
 * Notes and outcomes of one person or program. The quickest manager writes one for each call; a script could fill the
 * database, and every time line with it.
 */
export const entries: readonly WriteRule[] = [
  { limit: 20, windowSeconds: 60 },
  { limit: 240, windowSeconds: 3600 },
];

/** How many of the last writes {@link writeWait} asks for, and how far back, in seconds. */
export function reachOf(rules: readonly WriteRule[]): { writes: number; seconds: number } {
  return {
    writes: Math.max(...rules.map(({ limit }) => limit)),
    seconds: Math.max(...rules.map(({ windowSeconds }) => windowSeconds)),
  };
}

/**
 * @param writes when the author's last writes were made ({@link reachOf}), newest first
 * @returns the seconds until the next one is allowed, at least 1; null where it is allowed now
 */
export function writeWait(
  rules: readonly WriteRule[],
  writes: readonly Micros[],
  now: Micros,
): number | null {
  const waits = rules.flatMap(({ limit, windowSeconds }) => {
    // The window is full for as long as this one is in it.
    const first = writes[limit - 1];
    return first === undefined ? [] : [Math.ceil((first - now) / 1_000_000) + windowSeconds];
  });
  const longest = Math.max(0, ...waits);
  return longest > 0 ? longest : null;
}

/**
 * As {@link writeWait}.
 * @param writesSince asks for the author's last writes after a time, newest first, and for so many at most
 */
export async function waitOf(
  rules: readonly WriteRule[],
  now: Micros,
  writesSince: (after: Micros, most: number) => Promise<readonly Micros[]>,
): Promise<number | null> {
  const { seconds, writes } = reachOf(rules);
  return writeWait(rules, await writesSince(now - seconds * 1_000_000, writes), now);
}

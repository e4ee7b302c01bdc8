import type { Micros } from '#kernel/micros';

/** Where a page of a shop's orders begins: orders changed at `since` or later. */
export interface PollFrom {
  since: Micros;
  /** What the connector needs besides: a page's number, a token. Null on the first page. */
  page: string | null;
}

/** One pass over the orders that have changed, page by page. Kept, so that a restart goes on with the next page. */
export interface Cycle extends PollFrom {
  /** The latest change that a page has shown; null for none yet. */
  newest: Micros | null;
}

/**
 * A pass begins so much before the latest change that is known: a shop writes an order with the time at which its
 * transaction began, and its servers' clocks differ.
 */
export const overlap: Micros = 600_000_000;

/**
 * @param watermark the latest change that a whole pass has shown
 * @param page with which the pass begins
 */
export function beginCycle(watermark: Micros, page: string | null = null): Cycle {
  return { since: watermark - overlap, page, newest: null };
}

/** @param changes of the page's orders; null where the shop does not say */
export function afterPage(
  cycle: Cycle,
  next: PollFrom | null,
  changes: readonly (Micros | null)[],
): Cycle | null {
  if (next === null) return null;
  return { ...next, newest: newestOf(cycle, changes) };
}

/**
 * Where the next pass begins. A change in the future, which a wrong clock of the shop writes, does not count: everything
 * until then would be passed over.
 */
export function watermarkAfter(
  watermark: Micros,
  cycle: Cycle,
  changes: readonly (Micros | null)[],
  now: Micros,
): Micros {
  return Math.max(watermark, Math.min(newestOf(cycle, changes) ?? watermark, now));
}

/** Whether a page brought nothing new to ask for: a shop that ignores the page would be read without end. */
export function repeats(from: PollFrom, next: PollFrom | null): boolean {
  return next !== null && next.since === from.since && next.page === from.page;
}

/**
 * The next page of a list sorted by change: begins at the last change of this one, so that an order that is changed
 * meanwhile and moves to the end moves no other out of a page. Only where a whole page has one time of change is the
 * page's number needed.
 * @param isFull the page has as many orders as it can have
 */
export function nextByTime(
  from: PollFrom,
  changes: readonly (Micros | null)[],
  isFull: boolean,
): PollFrom | null {
  if (!isFull) return null;
  const last = newestOf(null, changes);
  if (last !== null && last > from.since) return { since: last, page: null };
  return { since: from.since, page: String(Number(from.page ?? '1') + 1) };
}

/** How many orders the pages of {@link nextByTime} before this one had, since its moment. */
export function offsetOf({ page }: PollFrom, pageSize: number): number {
  return (Number(page ?? '1') - 1) * pageSize;
}

function newestOf(cycle: Cycle | null, changes: readonly (Micros | null)[]): Micros | null {
  return changes.reduce<Micros | null>(
    (newest, at) => (at !== null && (newest === null || at > newest) ? at : newest),
    cycle?.newest ?? null,
  );
}

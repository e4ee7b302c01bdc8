import type { Micros } from '#kernel/micros';

const minute = 60_000_000;
export const daySeconds = 86_400;

/** Calls that began in one minute. */
interface Bucket {
  /** Since 1970. */
  minute: number;
  count: number;
}

/**
 * How many calls each manager was allowed in the last hour and day. Counted by the minute; a minute that is partly in the
 * window counts fully, so that no hour, whenever it begins, has more calls than the cap. The memory for a manager does not
 * grow with the number of calls.
 */
export class CallTally {
  readonly #byExtension = new Map<string, Bucket[]>();

  add(extension: string, at: Micros, count = 1): void {
    const buckets = this.#byExtension.get(extension) ?? [];
    const now = Math.floor(at / minute);
    const oldest = now - daySeconds / 60;
    while (buckets[0] !== undefined && buckets[0].minute < oldest) buckets.shift();
    const last = buckets.at(-1);
    // After the clock was set back, the last minute keeps counting: nothing is dropped early.
    if (last !== undefined && last.minute >= now) last.count += count;
    else buckets.push({ minute: now, count });
    this.#byExtension.set(extension, buckets);
  }

  /** @param seconds up to a day */
  within(extension: string, at: Micros, seconds: number): number {
    return this.#recent(extension, at, seconds).reduce((sum, { count }) => sum + count, 0);
  }

  /** Seconds until fewer than `cap` calls are in the window. */
  secondsUntilBelow(cap: number, extension: string, at: Micros, seconds: number): number {
    const recent = this.#recent(extension, at, seconds);
    let left = recent.reduce((sum, { count }) => sum + count, 0);
    for (const bucket of recent) {
      left -= bucket.count;
      if (left < cap) return Math.ceil(((bucket.minute + 1) * minute + seconds * 1_000_000 - at) / 1_000_000);
    }
    return 0;
  }

  #recent(extension: string, at: Micros, seconds: number): readonly Bucket[] {
    const buckets = this.#byExtension.get(extension) ?? [];
    const oldest = Math.floor((at - seconds * 1_000_000) / minute);
    let first = buckets.length;
    while (first > 0 && (buckets[first - 1]?.minute ?? 0) >= oldest) first -= 1;
    return buckets.slice(first);
  }
}

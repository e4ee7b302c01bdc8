import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';

/**
 * Microseconds. An event that seems older than this is not late: one of the two clocks was set. It is also
 * how long Star7 may be frozen and still learn the true times of the events meanwhile.
 */
const longestDelay = 60 * 1_000_000;

/**
 * Converts the PBX's time stamps to Star7's time. Both use one clock where they run on one machine;
 * elsewhere, and after a clock was set, they may differ by any amount. An event from the future, or from too
 * long ago, reveals the difference: it counts as happening now, and later events are shifted by the same
 * amount.
 */
export class PbxTime {
  /** The amount added to the PBX's time. */
  #difference: Micros = 0;

  constructor(private readonly clock: Clock) {}

  /** The current time of the PBX, for events without a time stamp. */
  stampOfNow(): Micros {
    return this.clock.now() - this.#difference;
  }

  /** @param stamp the PBX's time stamp of an event that has just arrived */
  ofNews(stamp: Micros): Micros {
    const now = this.clock.now();
    const at = stamp + this.#difference;
    if (at <= now && now - at <= longestDelay) return at;
    this.#difference = now - stamp;
    return now;
  }

  /** @param stamp the PBX's time stamp of an event of any age */
  ofPast(stamp: Micros): Micros {
    return Math.min(stamp + this.#difference, this.clock.now());
  }
}

import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';

/**
 * An event that seems older than this is not late: somebody has set one of the two clocks. As long as a frozen Star7
 * may lie, and still learn when things happened meanwhile. Microseconds.
 */
const longestDelay = 60 * 1_000_000;

/**
 * The PBX's time stamps in Star7's own time. The two are of one clock where both run on one machine; elsewhere, and
 * after somebody has set a clock, they may differ by anything. An event from the future, or from too long ago, shows by
 * how much: it counts as of now, and so does whatever follows.
 */
export class PbxTime {
  /** What is added to the PBX's time. */
  #difference: Micros = 0;

  constructor(private readonly clock: Clock) {}

  /** The PBX's time now, for news that has none. */
  stampOfNow(): Micros {
    return this.clock.now() - this.#difference;
  }

  /** @param stamp when the PBX says that it happened: something that has just been heard of */
  ofNews(stamp: Micros): Micros {
    const now = this.clock.now();
    const at = stamp + this.#difference;
    if (at <= now && now - at <= longestDelay) return at;
    this.#difference = now - stamp;
    return now;
  }

  /** @param stamp when the PBX says that it happened, however long ago */
  ofPast(stamp: Micros): Micros {
    return Math.min(stamp + this.#difference, this.clock.now());
  }
}

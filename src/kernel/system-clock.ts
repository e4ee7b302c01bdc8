import type { Clock } from './clock';
import type { Micros } from './micros';

/** What a clock is made from; times in milliseconds. */
export interface TimeSource {
  /** The time of day, since 1970 in UTC. Whoever sets the machine's clock makes it jump. */
  wall(): number;
  /** Counts on evenly from anywhere, whatever the time of day does (CLOCK_MONOTONIC). */
  monotonic(): number;
  /** Calls back once, at about that time: Node's timers may be a little early by either clock. */
  timer(milliseconds: number, callback: () => void): () => void;
}

/** Further than this from the time of day, somebody has set the machine's clock, and ours follows. */
const toleranceMs = 10;

/**
 * A clock whose readings differ by as much time as really passed, to the microsecond, for as long as nobody sets the
 * machine's clock; by how much it was set is known too ({@link Clock.steps}). And whose {@link Clock.after} is never
 * early. So whatever lasts until its time limit is recorded as having lasted that long.
 *
 * It does not drift from the time of day however long the process runs: NTP slows and hastens CLOCK_MONOTONIC together
 * with the time of day, and what it sets at once is followed.
 */
export function clockFrom(source: TimeSource): Clock {
  const offset = (): number => source.wall() - source.monotonic();
  let origin = offset();
  let stepsMs = 0;
  const follow = (): void => {
    const step = offset() - origin;
    if (Math.abs(step) <= toleranceMs) return;
    origin += step;
    stepsMs += step;
  };
  return {
    now(): Micros {
      follow();
      return Math.floor((origin + source.monotonic()) * 1000);
    },

    steps(): Micros {
      follow();
      return Math.round(stepsMs * 1000);
    },

    after(milliseconds: number, callback: () => void): () => void {
      const due = source.monotonic() + milliseconds;
      let cancel: () => void = () => undefined;
      const wait = (): void => {
        cancel = source.timer(due - source.monotonic(), () =>
          source.monotonic() < due ? wait() : callback(),
        );
      };
      wait();
      return () => cancel();
    },
  };
}

/** The machine's clock. */
export const systemClock: Clock = clockFrom({
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  timer: (milliseconds, callback) => {
    // Rounded up: Node cuts fractions off, and would try again and again within the last millisecond.
    const timer = setTimeout(callback, Math.ceil(milliseconds));
    return () => clearTimeout(timer);
  },
});

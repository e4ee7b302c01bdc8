import type { Clock } from './clock';
import type { Micros } from './micros';

/** The sources of a clock; times in milliseconds. */
export interface TimeSource {
  /** The time of day, since 1970 in UTC. It jumps when the machine's clock is set. */
  wall(): number;
  /** Advances evenly from an arbitrary start, regardless of the time of day (CLOCK_MONOTONIC). */
  monotonic(): number;
  /** Calls back once, at about that time: Node's timers may fire slightly early by either clock. */
  timer(milliseconds: number, callback: () => void): () => void;
}

/**
 * A larger difference from the time of day means that the machine's clock was set; this clock then follows
 * it.
 */
const toleranceMs = 10;

/**
 * A clock whose readings differ by the time that really passed, to the microsecond, unless the machine's
 * clock is set; the size of such steps is known too ({@link Clock.steps}). {@link Clock.after} is never
 * early. So a call that runs to its time limit is recorded with at least that duration.
 *
 * It does not drift from the time of day, however long the process runs: NTP slows and speeds up
 * CLOCK_MONOTONIC together with the time of day, and the clock follows steps.
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

    // As of the last reading: a step between the two would be taken off a time that does not have it.
    steps(): Micros {
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

/** The clock of this machine. */
export const systemClock: Clock = clockFrom({
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  timer: (milliseconds, callback) => {
    // Rounded up: Node truncates fractions, and would fire repeatedly within the last millisecond.
    const timer = setTimeout(callback, Math.ceil(milliseconds));
    return () => clearTimeout(timer);
  },
});

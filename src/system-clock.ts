import type { Clock } from './calls/ports';
import type { Micros } from './core/call-record';

/** The machine's clock. */
export const systemClock: Clock = {
  now(): Micros {
    // performance.now() is monotonic with microseconds, but does not follow a corrected clock: only its fraction serves.
    return Date.now() * 1000 + Math.floor((performance.now() * 1000) % 1000);
  },

  after(milliseconds: number, callback: () => void): () => void {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

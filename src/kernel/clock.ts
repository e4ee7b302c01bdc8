import type { Micros } from './micros';

/** Time and timers, so that tests have both in hand. */
export interface Clock {
  /** A property, so that it may be passed on by itself. */
  readonly now: () => Micros;
  /** By how much the machine's clock has been set since the process began, forward or (less than 0) back. */
  readonly steps: () => Micros;
  /** Calls back once after `milliseconds`. @returns a function that takes it back */
  after(milliseconds: number, callback: () => void): () => void;
}

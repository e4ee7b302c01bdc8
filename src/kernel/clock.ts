import type { Micros } from './micros';

/** Time and timers, as one interface that tests replace. */
export interface Clock {
  /** A property, so that it can be passed as a function. */
  readonly now: () => Micros;
  /**
   * The total by which the machine's clock was set since the process started, as of the last {@link Clock.now}; negative means
   * back.
   */
  readonly steps: () => Micros;
  /** Calls back once after `milliseconds`. @returns a function that cancels it */
  after(milliseconds: number, callback: () => void): () => void;
}

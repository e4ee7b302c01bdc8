import type { Micros } from '#kernel/micros';

/** A wrong order number, with the lock-outs that it brought about. What was asked for is not kept. */
export interface Miss {
  extension: string;
  at: Micros;
  managerLockedUntil: Micros | null;
  everybodyLockedUntil: Micros | null;
}

/** Calls that were allowed to a manager in one minute. */
export interface AllowedCalls {
  extension: string;
  /** Its beginning. */
  minute: Micros;
  count: number;
}

/** What limits are counted from after a restart. */
export interface LimitStore {
  /** In the order in which they happened. @throws where the database cannot answer */
  misses(since: Micros): Promise<Miss[]>;
  /** @throws where it could not be written: it is not counted then, and the asker must get no answer */
  addMiss(miss: Miss): Promise<void>;
  /** Forgets those that count for nothing any more. */
  forgetMisses(before: Micros): Promise<void>;
  /**
   * Calls allowed since then, by manager and minute, oldest first. A call whose end is not known counts as allowed.
   * @throws where the database cannot answer
   */
  allowedCalls(since: Micros): Promise<AllowedCalls[]>;
}

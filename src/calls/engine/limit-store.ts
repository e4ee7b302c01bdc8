import type { Micros } from '#kernel/micros';

/** A wrong order number, with the lock-outs that it caused. The number itself is not kept. */
export interface Miss {
  extension: string;
  at: Micros;
  managerLockedUntil: Micros | null;
  everybodyLockedUntil: Micros | null;
}

/** A manager's or courier's allowed calls in one minute. */
export interface AllowedCalls {
  /** An extension; in the store of couriers a courier's id. */
  name: string;
  /** Its beginning. */
  minute: Micros;
  count: number;
}

/** The stored counts of limits, for use after a restart. */
export interface LimitStore {
  /** In the order in which they happened. @throws where the database cannot answer */
  misses(since: Micros): Promise<Miss[]>;
  /** @throws if it could not be written: it is not counted, and the requester must get no answer */
  addMiss(miss: Miss): Promise<void>;
  /** Deletes those that no longer count. */
  forgetMisses(before: Micros): Promise<void>;
  /**
   * Calls allowed since then, by manager and minute, oldest first. A call whose end is not known counts as allowed.
   * @throws where the database cannot answer
   */
  allowedCalls(since: Micros): Promise<AllowedCalls[]>;
  /** When callers keyed a wrong order number or proof, as far as their calls are on record. @throws where the database cannot answer */
  wrongProofs(since: Micros): Promise<Micros[]>;
}

import type { Micros } from '#kernel/micros';

/** At most so many requests in any window of so many milliseconds. */
export interface RateLimit {
  requests: number;
  windowMs: number;
}

/**
 * Paces requests so that no window of a shop's limit has more than the limit allows. It remembers the last requests
 * rather than counting tokens, so a burst after a pause is within the limit too. A new pacer assumes that an earlier
 * process has just used the whole limit.
 */
export class Pacer {
  readonly #window: Micros;
  /** When each of the last requests was sent, oldest first. */
  readonly #sent: Micros[];

  constructor(limit: RateLimit, since: Micros) {
    this.#window = limit.windowMs * 1000;
    this.#sent = Array.from({ length: limit.requests }, () => since);
  }

  /** Books a request. @returns how long it has to wait, milliseconds */
  book(now: Micros): number {
    const oldest = this.#sent.shift() ?? now;
    const at = Math.max(now, oldest + this.#window);
    this.#sent.push(at);
    return Math.ceil((at - now) / 1000);
  }
}

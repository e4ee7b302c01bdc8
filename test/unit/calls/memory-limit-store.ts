import type { AllowedCalls, LimitStore, Miss } from '#calls/engine/limit-store';
import type { Micros } from '#kernel/micros';

/** What limits are counted from, in memory, with the same answers as the database gives (test/contract/store). */
export class MemoryLimitStore implements LimitStore {
  kept: Miss[] = [];
  calls: AllowedCalls[] = [];
  #failure: Error | null = null;

  /** From now on nothing can be read or written; null mends it. */
  failWith(error: Error | null): void {
    this.#failure = error;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async misses(since: Micros): Promise<Miss[]> {
    if (this.#failure) throw this.#failure;
    return this.kept.filter(({ at }) => at >= since);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async addMiss(miss: Miss): Promise<void> {
    if (this.#failure) throw this.#failure;
    this.kept.push(miss);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async forgetMisses(before: Micros): Promise<void> {
    if (this.#failure) throw this.#failure;
    this.kept = this.kept.filter(({ at }) => at >= before);
  }

  wrong: Micros[] = [];

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async wrongProofs(since: Micros): Promise<Micros[]> {
    if (this.#failure) throw this.#failure;
    return this.wrong.filter((at) => at >= since);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async allowedCalls(since: Micros): Promise<AllowedCalls[]> {
    if (this.#failure) throw this.#failure;
    return this.calls.filter(({ minute }) => minute >= since);
  }
}

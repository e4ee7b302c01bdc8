/**
 * Queues of one: work with the same key runs one after another, in the order in which it was given; work with different
 * keys runs side by side. A failure is reported to its own caller only: the next in the queue starts all the same.
 *
 * For work that must not overlap. Callers who may share one result need something else: a promise that is kept while it
 * is pending.
 */
export class Turns {
  /** The end of the last work of each key; never rejects. Keys without work are forgotten. */
  readonly #ends = new Map<string, Promise<unknown>>();

  /** Keys with work that has not ended. */
  get busy(): number {
    return this.#ends.size;
  }

  /** @returns what `work` returns; rejects with what it throws */
  take<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const mine = (this.#ends.get(key) ?? Promise.resolve()).then(work);
    const end = mine.then(ignore, ignore).then(() => {
      if (this.#ends.get(key) === end) this.#ends.delete(key);
    });
    this.#ends.set(key, end);
    return mine;
  }

  /** Resolves when all work given so far has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#ends.values());
  }
}

function ignore(): void {
  // The caller of the work has its result.
}

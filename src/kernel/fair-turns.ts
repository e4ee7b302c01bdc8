/**
 * A queue of one for work of many owners: one piece of work after another, and each owner in turn. Who brings much waits behind their own
 * work, and holds nobody else up by more than one piece.
 */
export class FairTurns {
  /** Waiting work by owner, whose turn comes next first. */
  readonly #waiting = new Map<string, (() => Promise<void>)[]>();
  #running = false;

  /** @returns what `work` returns; rejects with what it throws */
  take<Result>(owner: string, work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const own = this.#waiting.get(owner) ?? [];
      // Also of work that fails before it gives a promise: it must not stop the others.
      own.push(() => Promise.resolve().then(work).then(resolve, reject));
      this.#waiting.set(owner, own);
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let next = this.#next(); next !== undefined; next = this.#next()) await next();
    this.#running = false;
  }

  #next(): (() => Promise<void>) | undefined {
    const [first] = this.#waiting;
    if (first === undefined) return undefined;
    const [owner, own] = first;
    this.#waiting.delete(owner);
    const work = own.shift();
    if (own.length > 0) this.#waiting.set(owner, own);
    return work;
  }
}

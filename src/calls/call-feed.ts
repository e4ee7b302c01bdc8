import type { CallView } from './call-view';

/** A call changed. `id` grows by one with each change since this process started. */
export interface CallChange {
  id: number;
  call: CallView;
}

/**
 * Live changes of calls, with the last few kept so that a reader who lost the connection misses nothing.
 * A listener that throws is nobody else's problem.
 */
export class CallFeed {
  #next = 1;
  readonly #kept: CallChange[] = [];
  readonly #listeners = new Set<(change: CallChange) => void>();

  /** @param keep how many changes a late reader can ask for */
  constructor(private readonly keep = 1000) {}

  publish(call: CallView): void {
    const change: CallChange = { id: this.#next++, call };
    this.#kept.push(change);
    if (this.#kept.length > this.keep) this.#kept.shift();
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch {
        this.#listeners.delete(listener);
      }
    }
  }

  /**
   * Calls back for each change from now on, after those kept with an id above `after`.
   * @returns a function that ends it
   */
  subscribe(listener: (change: CallChange) => void, after?: number): () => void {
    if (after !== undefined) {
      for (const change of this.#kept) if (change.id > after) listener(change);
    }
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/**
 * Publishes items to its listeners, synchronously and in order. A listener that throws is removed and does
 * not affect the others.
 */
export class Feed<Item> {
  readonly #listeners = new Set<(item: Item) => void>();

  publish(item: Item): void {
    for (const listener of this.#listeners) {
      try {
        listener(item);
      } catch {
        this.#listeners.delete(listener);
      }
    }
  }

  /** Calls the listener for each later item. @returns a function that unsubscribes it */
  subscribe(listener: (item: Item) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

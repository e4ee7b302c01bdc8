/** Tells whoever listens of what happens, at once and in its order. A listener that throws is nobody else's problem. */
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

  /** Calls back for each from now on. @returns a function that ends it */
  subscribe(listener: (item: Item) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/**
 * Customers who are the same person: those who share a number. Union-find with path halving (Tarjan and van Leeuwen,
 * "Worst-case analysis of set union algorithms", JACM 1984).
 */
export class MergedCustomers {
  readonly #parent: Uint32Array;

  /** @param largest the largest id of a customer */
  constructor(largest: number) {
    this.#parent = Uint32Array.from({ length: largest + 1 }, (_, id) => id);
  }

  /** The id that stands for a customer: the smallest of those merged. */
  of(customer: number): number {
    const parent = this.#parent;
    let id = customer;
    if (id >= parent.length) return id;
    while (parent[id] !== id) {
      parent[id] = parent[parent[id]!]!;
      id = parent[id]!;
    }
    return id;
  }

  merge(one: number, other: number): void {
    const [a, b] = [this.of(one), this.of(other)];
    if (a < b) this.#parent[b] = a;
    else if (b < a) this.#parent[a] = b;
  }
}

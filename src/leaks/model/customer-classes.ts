import { noGroup } from './tally';

/** A property by which customers are grouped: a region, a source. */
export interface CustomerClasses {
  names: readonly string[];
  /** Each customer's, as an index of `names`; {@link noGroup} if unknown. */
  of: Int16Array;
}

/** Classes that are told apart: the most frequent ones. */
const mostClasses = 200;

/** Beyond so many texts one is no class but something else: an advertisement's own number, for example. */
const mostTexts = 20_000;

/** Characters of a class's name. */
const longestName = 64;

/** Collects each customer's class; the first one counts. */
export class CustomerClassBuilder {
  readonly #places = new Map<string, number>();
  readonly #counts: number[] = [];
  readonly #of: Int16Array;

  constructor(customers: number) {
    this.#of = new Int16Array(customers).fill(noGroup);
  }

  add(customer: number, text: string): void {
    if (customer >= this.#of.length || this.#of[customer] !== noGroup) return;
    const name = text.slice(0, longestName);
    const place = this.#places.get(name) ?? this.#places.size;
    if (place >= mostTexts) return;
    this.#places.set(name, place);
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    this.#of[customer] = place;
  }

  build(): CustomerClasses {
    const kept = [...this.#places]
      .map(([name, place]) => ({ name, place, count: this.#counts[place]! }))
      .sort((a, b) => b.count - a.count || a.place - b.place)
      .slice(0, mostClasses);
    const rankOf = new Int16Array(this.#places.size).fill(noGroup);
    kept.forEach(({ place }, rank) => (rankOf[place] = rank));
    return {
      names: kept.map(({ name }) => name),
      of: this.#of.map((place) => (place === noGroup ? noGroup : rankOf[place]!)),
    };
  }
}

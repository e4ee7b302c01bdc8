/** What stands for a value that is not let through. */
export const otherWord = 'other';

/**
 * The values that a label may have: a closed list. A label is how a number would get into a monitoring program, and a
 * value for each manager or order would be a series each, so nothing else comes through.
 */
export function wordOf(value: string | null, allowed: ReadonlySet<string>): string {
  return value !== null && allowed.has(value) ? value : otherWord;
}

/**
 * Names that the program's own source gives and that no list repeats: routes, operations of ARI. Only such as cannot
 * hold a number (no digits), and only so many.
 */
export class SourceWords {
  readonly #known = new Set<string>();

  /** @param most different values; later ones are `other` */
  constructor(private readonly most: number) {}

  of(value: string): string {
    if (this.#known.has(value)) return value;
    if (this.#known.size >= this.most || !/^[A-Za-z/:._*-]{1,60}$/.test(value)) return otherWord;
    this.#known.add(value);
    return value;
  }
}

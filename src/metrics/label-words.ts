/** Replaces a value that is not allowed. */
export const otherWord = 'other';

/**
 * Restricts a label to a closed list of values. A label could carry a number into the monitoring, and a value
 * for each manager or order would create a series each, so all other values are replaced.
 */
export function wordOf(value: string | null, allowed: ReadonlySet<string>): string {
  return value !== null && allowed.has(value) ? value : otherWord;
}

/**
 * Names from the program's own source that are not in any list: routes, ARI operations. Accepts only names
 * without digits, which cannot contain a number, and only a limited count.
 */
export class SourceWords {
  readonly #known = new Set<string>();

  /** @param most the largest number of different values; later ones become `other` */
  constructor(private readonly most: number) {}

  of(value: string): string {
    if (this.#known.has(value)) return value;
    if (this.#known.size >= this.most || !/^[A-Za-z/:._*-]{1,60}$/.test(value)) return otherWord;
    this.#known.add(value);
    return value;
  }
}

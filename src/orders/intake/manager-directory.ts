/** A manager who may have orders. */
export interface ListedManager {
  extension: string;
  name: string;
}

/**
 * Whom a column with a manager means: an extension, a name in any order of its words, or another word that the
 * administrator has given to a manager, such as an e-mail address.
 */
export class ManagerDirectory {
  readonly #extensions: ReadonlySet<string>;
  /** By {@link nameKey}; null where two managers have it. */
  readonly #byName = new Map<string, string | null>();
  readonly #aliases: ReadonlyMap<string, string>;

  /** @param aliases words of the shop, with the extension of each */
  constructor(managers: readonly ListedManager[], aliases: Readonly<Record<string, string>> = {}) {
    this.#extensions = new Set(managers.map(({ extension }) => extension));
    for (const { extension, name } of managers) {
      const key = nameKey(name);
      if (key !== '') this.#byName.set(key, this.#byName.has(key) ? null : extension);
    }
    this.#aliases = new Map(Object.entries(aliases).map(([word, extension]) => [wordKey(word), extension]));
  }

  /** @returns null where nobody, or more than one, is meant */
  find(cell: string): string | null {
    const text = cell.trim().replace(/^(\d+)[.,]0+$/, '$1');
    if (this.#extensions.has(text)) return text;
    const alias = this.#aliases.get(wordKey(text));
    if (alias !== undefined && this.#extensions.has(alias)) return alias;
    return this.#byName.get(nameKey(text)) ?? null;
  }
}

function wordKey(text: string): string {
  return text.trim().toLowerCase();
}

/** Words in any order, without their signs and without what stands in brackets. */
function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/\([^)]*\)/g, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .sort()
    .join(' ');
}

/** Longer texts seldom come twice. */
const longestText = 32;

/**
 * What was found for the texts that come again and again. Holds two generations: when the younger is full it becomes the
 * elder, whose texts are forgotten unless they have been asked for meanwhile. Texts that come once push out no others.
 */
export class Remembered<Result> {
  #younger = new Map<string, Result>();
  #elder = new Map<string, Result>();

  /** @param most results kept, of both generations */
  constructor(private readonly most: number) {}

  get(text: string): Result | undefined {
    const young = this.#younger.get(text);
    if (young !== undefined) return young;
    const old = this.#elder.get(text);
    if (old !== undefined) this.set(text, old);
    return old;
  }

  set(text: string, result: Result): void {
    if (this.#younger.size >= this.most / 2) {
      this.#elder = this.#younger;
      this.#younger = new Map();
    }
    this.#younger.set(text, result);
  }
}

/**
 * A pure function of a short text that remembers its results: the words of texts repeat.
 * @param most results kept
 */
export function remembered<Result>(work: (text: string) => Result, most = 8192): (text: string) => Result {
  const results = new Remembered<Result>(most);
  return (text) => {
    if (text.length > longestText) return work(text);
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = work(text);
    results.set(text, result);
    return result;
  };
}

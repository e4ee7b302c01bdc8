import type { SealedSpool } from './sealed-spool';

/** Strings of a block: read and kept together, since a sheet names its strings about in the order in which it got them. */
const blockStrings = 512;
const keptBlocks = 256;
/** Letters of the blocks that are kept, if there is more than one: 512 texts of a cell's length are 16 million. */
const keptLetters = 32 * 1024 * 1024;

/** The texts of a workbook, by number. They are in a spool, so that memory does not grow with the file. */
export class SharedStrings {
  #count = 0;
  #open: string[] = [];
  /** Where each block begins, and one more: where the last ends. */
  readonly #starts: number[] = [];
  readonly #kept = new Map<number, { strings: readonly string[]; letters: number }>();
  #letters = 0;

  constructor(private readonly spool: SealedSpool) {}

  async add(text: string): Promise<void> {
    this.#open.push(text);
    this.#count += 1;
    if (this.#open.length === blockStrings) await this.end();
  }

  /** Puts away what is still in memory. */
  async end(): Promise<void> {
    if (this.#open.length === 0) return;
    const block = Buffer.from(JSON.stringify(this.#open));
    this.#open = [];
    const at = await this.spool.append(block);
    if (this.#starts.length === 0) this.#starts.push(at);
    this.#starts.push(at + block.length);
  }

  /** @returns an empty text for a number that the workbook does not have */
  get(index: number): string {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return '';
    const number = Math.floor(index / blockStrings);
    return this.#block(number)[index % blockStrings] ?? '';
  }

  #block(number: number): readonly string[] {
    const kept = this.#kept.get(number);
    if (kept !== undefined) return kept.strings;
    const [from = 0, to = 0] = [this.#starts[number], this.#starts[number + 1]];
    const strings = JSON.parse(this.spool.readNow(from, to - from).toString()) as string[];
    const letters = strings.reduce((sum, text) => sum + text.length, 0);
    // The oldest first: a map keeps the order in which its keys came.
    for (const [oldest, block] of this.#kept) {
      if (this.#kept.size < keptBlocks && this.#letters + letters <= keptLetters) break;
      this.#kept.delete(oldest);
      this.#letters -= block.letters;
    }
    this.#kept.set(number, { strings, letters });
    this.#letters += letters;
    return strings;
  }
}

import type { SealedSpool } from './sealed-spool';

/** Strings of a block: read and kept together, since a sheet names its strings about in the order in which it got them. */
const blockStrings = 512;
const keptBlocks = 256;

/** The texts of a workbook, by number. They are in a spool, so that memory does not grow with the file. */
export class SharedStrings {
  #count = 0;
  #open: string[] = [];
  /** Where each block begins, and one more: where the last ends. */
  readonly #starts: number[] = [];
  readonly #kept = new Map<number, readonly string[]>();

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
    if (kept !== undefined) return kept;
    const [from = 0, to = 0] = [this.#starts[number], this.#starts[number + 1]];
    const block = JSON.parse(this.spool.readNow(from, to - from).toString()) as string[];
    // The oldest first: a map keeps the order in which its keys came.
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= keptBlocks && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(number, block);
    return block;
  }
}

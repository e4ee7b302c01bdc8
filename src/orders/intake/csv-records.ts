/** A record of the file, or a line that could not be read as one. `padded`: cells that have zeros by their format alone. */
export type CsvRecord =
  | { line: number; cells: string[]; padded?: readonly number[] }
  | { line: number; fault: 'malformed-quotes' | 'line-too-long' };

/** More than any order has; beyond it a quote was opened by mistake. */
const longestRecordLines = 100;
/** Characters. */
export const longestLine = 64 * 1024;

/**
 * Reads CSV (RFC 4180) as it arrives, with the separator given; lines end in LF or CRLF, or both by turns.
 *
 * Its own reader, because of one sort of bad row: a quote that is opened and never closed. Every reader that
 * follows the RFC to the letter takes the rest of the file for that one cell. This one gives up on the line,
 * says so, and goes on with the next. A quote inside an unquoted cell (`ТОО "Ромашка"`) is a character like any.
 */
export class CsvReader {
  readonly #lines: string[] = [];
  #partial = '';
  #skipping = false;
  /** The record that #lines begins with is inside quotes at their end. */
  #open = false;
  /** Number of the first line in #lines. */
  #line: number;

  /**
   * @param columns how many cells a record over several lines must have to be believed; null for any
   * @param firstLine the number of the first line that it will be given
   */
  constructor(
    private readonly separator: string,
    private readonly columns: number | null = null,
    firstLine = 1,
  ) {
    this.#line = firstLine;
  }

  /** Takes more of the file. @returns the records that are complete by now */
  push(text: string): CsvRecord[] {
    const parts = (this.#partial + text).split('\n');
    this.#partial = parts.pop() ?? '';
    const records: CsvRecord[] = [];
    for (const part of parts) this.#take(part, records);
    if (this.#partial.length > longestLine) {
      this.#skipping = true;
      this.#partial = '';
    }
    return records;
  }

  /** Ends the file. @returns the records that its end completes */
  end(): CsvRecord[] {
    const records: CsvRecord[] = [];
    if (this.#partial !== '' || this.#skipping) this.#take(this.#partial, records);
    this.#partial = '';
    while (this.#lines.length > 0) this.#read(records, true);
    return records;
  }

  #take(part: string, records: CsvRecord[]): void {
    const line = part.endsWith('\r') ? part.slice(0, -1) : part;
    if (this.#skipping || line.length > longestLine) {
      this.#skipping = false;
      while (this.#lines.length > 0) this.#read(records, true);
      records.push({ line: this.#line, fault: 'line-too-long' });
      this.#line += 1;
      return;
    }
    this.#lines.push(line);
    // A line without a quote closes none.
    if (this.#open && this.#lines.length < longestRecordLines && !line.includes('"')) return;
    while (this.#lines.length > 0 && this.#read(records, false));
  }

  /** Reads one record off #lines. @returns false where it may go on in lines to come */
  #read(records: CsvRecord[], ended: boolean): boolean {
    const first = this.#lines[0] ?? '';
    if (first.trim() === '') {
      this.#drop(1);
      return true;
    }
    if (!first.includes('"')) {
      records.push({ line: this.#line, cells: first.split(this.separator) });
      this.#drop(1);
      return true;
    }
    let text = first;
    let cells = splitQuoted(text, this.separator);
    let count = 1;
    while (cells === 'open') {
      const next = count < longestRecordLines ? this.#lines[count] : undefined;
      if (next === undefined) break;
      text += `\n${next}`;
      count += 1;
      if (next.includes('"')) cells = splitQuoted(text, this.separator);
    }
    this.#open = cells === 'open' && !ended && count < longestRecordLines;
    if (this.#open) return false;
    const believed =
      typeof cells !== 'string' && (count === 1 || this.columns === null || cells.length === this.columns);
    if (believed) records.push({ line: this.#line, cells: cells as string[] });
    else records.push({ line: this.#line, fault: 'malformed-quotes' });
    this.#drop(believed ? count : 1);
    return true;
  }

  #drop(count: number): void {
    this.#lines.splice(0, count);
    this.#line += count;
  }
}

/**
 * The cells of a record with quotes in it.
 * @returns `open` where it ends inside quotes, `malformed` where something follows a closing quote
 */
function splitQuoted(text: string, separator: string): string[] | 'open' | 'malformed' {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    at = quoteFrom(text, at, separator);
    if (text[at] === '"') {
      let cell = '';
      let from = at + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote === -1) return 'open';
        cell += text.slice(from, quote);
        if (text[quote + 1] !== '"') {
          at = quote + 1;
          break;
        }
        cell += '"';
        from = quote + 2;
      }
      cells.push(cell);
      while (text[at] === ' ') at += 1;
      if (at >= text.length) return cells;
      if (text[at] !== separator) return 'malformed';
      at += 1;
    } else {
      const end = text.indexOf(separator, at);
      if (end === -1) {
        cells.push(text.slice(at));
        return cells;
      }
      cells.push(text.slice(at, end));
      at = end + 1;
    }
  }
}

/** Where the quote of a cell is that begins with spaces, as people write lists: `1, "Anna"`. `at` where there is none. */
function quoteFrom(text: string, at: number, separator: string): number {
  if (text[at] !== ' ' || separator === ' ') return at;
  let quote = at;
  while (text[quote] === ' ') quote += 1;
  if (text[quote] !== '"') return at;
  // A quote within a text that begins with a space is a character like any: ` "Ромашка" ООО`.
  const end = /^"(?:[^"]|"")*"/.exec(text.slice(quote))?.[0].length;
  if (end === undefined) return at;
  const behind = text.slice(quote + end).trimStart();
  return behind === '' || behind.startsWith(separator) ? quote : at;
}

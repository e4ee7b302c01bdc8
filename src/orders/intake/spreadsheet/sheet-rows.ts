import { longestLine } from '../csv-records';
import type { CsvRecord } from '../csv-records';
import { dateText, numberText, unescaped } from './cell-formats';
import type { SharedStrings } from './shared-strings';
import type { WorkbookParts } from './workbook-parts';

/** What is known of styles, by their numbers. */
export interface CellStyles {
  /** Whose numbers are dates. */
  dates: ReadonlySet<number>;
  /** Whose numbers are shown with so many digits at least. */
  padded: ReadonlyMap<number, number>;
}

/** What the cells of a sheet refer to. */
export interface SheetCells {
  strings: SharedStrings;
  styles: CellStyles;
  from1904: boolean;
}

/** Cells of a row that are kept: more than any shop's export has. */
const mostCells = 1000;

/** The rows of a sheet as texts, as many at a time as a piece of the file holds. Each row has its own number. */
export async function* sheetRows(
  parts: WorkbookParts,
  name: string,
  cells: SheetCells,
): AsyncGenerator<CsvRecord[]> {
  const row = new RowReader(cells);
  for await (const events of parts.elements(name)) {
    const rows: CsvRecord[] = [];
    for (const event of events) {
      if ('text' in event) row.text(event.text);
      else if ('open' in event) row.open(event.open, event.attributes);
      else {
        const done = row.close(event.close);
        if (done !== null) rows.push(done);
      }
    }
    if (rows.length > 0) yield rows;
  }
}

class RowReader {
  #line = 0;
  #cells: string[] = [];
  #padded: number[] = [];
  #column = -1;
  #type = 'n';
  #style = -1;
  #value = '';
  /** Of the row: what is longer than a line of a text file may be is not kept either. */
  #letters = 0;
  /** Whether the text that comes is a value: not a formula, not how a word is pronounced. */
  #isValue = false;
  #isPhonetic = false;

  constructor(private readonly sheet: SheetCells) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      const line = Number(attributes['r']);
      this.#line = Number.isInteger(line) && line > this.#line ? line : this.#line + 1;
      this.#cells = [];
      this.#padded = [];
      this.#letters = 0;
      this.#column = -1;
    } else if (name === 'c') {
      this.#column = columnOf(attributes['r']) ?? this.#column + 1;
      this.#type = attributes['t'] ?? 'n';
      this.#style = Number(attributes['s'] ?? -1);
      this.#value = '';
    } else if (name === 'v' || name === 't') this.#isValue = true;
    else if (name === 'rPh') this.#isPhonetic = true;
  }

  text(text: string): void {
    if (this.#isValue && !this.#isPhonetic && this.#letters + this.#value.length <= longestLine)
      this.#value += text;
  }

  close(name: string): CsvRecord | null {
    if (name === 'v' || name === 't') this.#isValue = false;
    else if (name === 'rPh') this.#isPhonetic = false;
    else if (name === 'c') this.#take();
    else if (name === 'row') {
      return this.#letters > longestLine
        ? { line: this.#line, fault: 'line-too-long' }
        : {
            ...{ line: this.#line, cells: this.#cells },
            ...(this.#padded.length > 0 && { padded: this.#padded }),
          };
    }
    return null;
  }

  #take(): void {
    if (this.#column < 0 || this.#column >= mostCells || this.#value === '') return;
    const text = this.#read();
    this.#letters += text.length;
    if (this.#letters > longestLine) return;
    while (this.#cells.length < this.#column) this.#cells.push('');
    this.#cells[this.#column] = text;
  }

  #read(): string {
    const value = this.#value;
    switch (this.#type) {
      case 's':
        return this.sheet.strings.get(Number(value));
      case 'b':
        return value === '1' ? 'yes' : 'no';
      case 'n':
        return this.#number(value);
      // An error says nothing.
      case 'e':
        return '';
      default:
        return unescaped(value);
    }
  }

  #number(value: string): string {
    const { styles, from1904 } = this.sheet;
    if (styles.dates.has(this.#style)) return dateText(value, from1904);
    const digits = styles.padded.get(this.#style) ?? 0;
    const text = numberText(value);
    if (text.length >= digits || !/^\d+$/.test(text)) return text;
    this.#padded.push(this.#column);
    return text.padStart(digits, '0');
  }
}

/** `AB12` is column 27, the first being 0. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d*$/.exec(reference ?? '')?.[1];
  if (letters === undefined) return null;
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

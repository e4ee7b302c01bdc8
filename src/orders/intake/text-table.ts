import { CsvReader } from './csv-records';
import type { CsvRecord } from './csv-records';
import { ImportError } from './import-error';
import type { OpenedTable } from './opened-table';
import { findHeader, requireColumns } from './table-layout';
import type { Layout, MappingRules } from './table-layout';

const separators = [';', ',', '\t', '|'] as const;
/** Characters in which the header is looked for. */
const longestHead = 64 * 1024;
/** `sep=;` above the header tells spreadsheets the separator; it is detected anyway. */
const separatorLine = /^(\s*)sep=.(\r?\n|\r)/i;

/**
 * Opens text with separators: finds its header, and with it the separator.
 * @throws ImportError `file-empty`, `encoding-unknown`, `header-incomplete`
 */
export async function openText(text: AsyncIterable<string>, rules: MappingRules): Promise<OpenedTable> {
  const pieces = text[Symbol.asyncIterator]();
  let head = '';
  let ended = false;
  let found: FoundLayout | null = null;
  let tried = 0;
  // A piece at a time: of a file that comes slowly, no row waits for others.
  while (found === null && head.length < longestHead && !ended) {
    const next = await pieces.next();
    if (next.done === true) ended = true;
    else head += next.value;
    if (ended || head.length < 2 * tried || !/[\r\n]./.test(head)) continue;
    tried = head.length;
    found = complete(layoutOf(startOf(head), false, rules));
  }
  if (head.trim() === '') throw new ImportError('file-empty', 'The file has no header line.');
  // No text has it: some encoding that nobody could tell.
  if (head.includes('\0')) {
    throw new ImportError('encoding-unknown', 'The file is not readable text. Save it as CSV in UTF-8.');
  }
  const lines = isMac(head) ? unixLines : asTheyAre;
  const start = startOf(head);
  const last = found ?? layoutOf(start, ended, rules);
  const layout = requireColumns(last.layout, last.columns);
  const { separator } = last;
  const reader = new CsvReader(separator, layout.columns);
  const below = (records: CsvRecord[]): CsvRecord[] =>
    records.filter(({ line }) => line > layout.line).map(withoutFormulas);
  async function* rows(): AsyncGenerator<CsvRecord[]> {
    yield below(reader.push(start));
    while (!ended) {
      const next = await pieces.next();
      if (next.done === true) break;
      yield below(reader.push(lines(next.value)));
    }
    yield below(reader.end());
  }
  return { layout, rows: rows() };
}

/** `="0042"`: a formula by which a text keeps its zeros in spreadsheets. */
function withoutFormulas(record: CsvRecord): CsvRecord {
  if (!('cells' in record) || !record.cells.some((cell) => cell.startsWith('="'))) return record;
  return { ...record, cells: record.cells.map((cell) => cell.replace(/^="([^"]*)"$/, '$1')) };
}

/** Old programs of the Macintosh end lines with a carriage return alone. */
function isMac(head: string): boolean {
  return !head.includes('\n') && /\r./s.test(head);
}

function unixLines(text: string): string {
  return text.replaceAll('\r', '\n');
}

function asTheyAre(text: string): string {
  return text;
}

function startOf(head: string): string {
  return (isMac(head) ? unixLines(head) : head).replace(separatorLine, '\n$1');
}

interface FoundLayout {
  layout: Layout | null;
  separator: string;
  /** Cells of the widest first row. */
  columns: number;
}

/** A layout with which rows can be read, whatever comes below. */
function complete(found: FoundLayout): FoundLayout | null {
  try {
    requireColumns(found.layout, found.columns);
    return found;
  } catch (error) {
    if (error instanceof ImportError) return null;
    throw error;
  }
}

/** The separator with which the most columns are known. */
function layoutOf(head: string, ended: boolean, rules: MappingRules): FoundLayout {
  let best: FoundLayout = { layout: null, separator: ',', columns: 0 };
  let known = 0;
  let columns = 0;
  for (const separator of separators) {
    const reader = new CsvReader(separator);
    const records = [...reader.push(head), ...(ended || !head.includes('\n') ? reader.end() : [])];
    const rows = records.flatMap((record) => ('cells' in record ? [record] : []));
    columns = Math.max(columns, rows[0]?.cells.length ?? 0);
    const layout = findHeader(rows, rules);
    if (layout === null || Object.keys(layout.positions).length <= known) continue;
    known = Object.keys(layout.positions).length;
    best = { layout, separator, columns: 0 };
  }
  return { ...best, columns };
}

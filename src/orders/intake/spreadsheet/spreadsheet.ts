import type { CsvRecord } from '../csv-records';
import { ImportError } from '../import-error';
import type { OpenedTable } from '../opened-table';
import { findHeader, requireColumns } from '../table-layout';
import type { Layout, MappingRules } from '../table-layout';
import { isDateFormat, paddedDigits, unescaped } from './cell-formats';
import { SealedSpool } from './sealed-spool';
import { SharedStrings } from './shared-strings';
import { sheetRows } from './sheet-rows';
import type { CellStyles, SheetCells } from './sheet-rows';
import { WorkbookParts, longestText, unreadable } from './workbook-parts';

/** Rows among which the header is looked for, and by which its cells are counted. */
const headRows = 60;

/**
 * Opens a workbook (XLSX, ECMA-376): the first of its sheets that has a header. Formulas are never evaluated; what the
 * program that wrote the file made of them is read. The file is kept encrypted while it is read, because its texts may
 * come behind its rows.
 * @throws ImportError `spreadsheet-unreadable`, `spreadsheet-bomb`, `file-empty`, `header-incomplete`
 */
export async function openSpreadsheet(
  input: AsyncIterable<Buffer>,
  rules: MappingRules,
): Promise<OpenedTable> {
  const spool = await SealedSpool.create();
  try {
    for await (const chunk of input) await spool.append(chunk);
    const parts = await WorkbookParts.open(spool);
    if (parts.has('mimetype')) {
      throw new ImportError('file-not-a-table', 'The file is an OpenDocument. Save it as XLSX or CSV.', {
        kind: 'OpenDocument',
      });
    }
    const { sheets, from1904 } = await workbookOf(parts);
    const strings = new SharedStrings(spool);
    if (parts.has(stringsPart)) await readStrings(parts, strings);
    const styles = await stylesOf(parts);
    const close = async (): Promise<void> => {
      parts.close();
      await spool.close();
    };
    let best: { name: string; layout: Layout; cells: SheetCells } | null = null;
    let columns = 0;
    let isEmpty = true;
    let sheetsLeftOut = 0;
    for (const name of sheets) {
      const cells: SheetCells = { strings, styles, from1904 };
      const head = await headOf(parts, name, cells);
      isEmpty &&= head.length === 0;
      columns = Math.max(columns, ...head.map((row) => row.cells.length));
      const layout = findHeader(head, rules);
      if (layout === null) continue;
      if (best === null) best = { name, layout, cells };
      else if (layout.positions.order_number !== undefined) sheetsLeftOut += 1;
    }
    if (isEmpty) throw new ImportError('file-empty', 'The spreadsheet has no rows.');
    const layout = requireColumns(best?.layout ?? null, columns);
    const rows = below(
      sheetRows(parts, best?.name ?? '', best?.cells ?? { strings, styles, from1904 }),
      layout,
    );
    return { layout, rows, sheetsLeftOut, close };
  } catch (error) {
    await spool.close();
    throw error;
  }
}

const stringsPart = 'xl/sharedStrings.xml';

/** Rows below the header, each with as many cells as the header: a sheet leaves out empty ones. */
async function* below(rows: AsyncIterable<CsvRecord[]>, layout: Layout): AsyncGenerator<CsvRecord[]> {
  for await (const some of rows) {
    yield some.filter((row) => {
      if (row.line <= layout.line) return false;
      if ('fault' in row) return true;
      while (row.cells.length < layout.columns) row.cells.push('');
      return row.cells.some((cell) => cell !== '');
    });
  }
}

async function headOf(
  parts: WorkbookParts,
  name: string,
  cells: SheetCells,
): Promise<Array<{ line: number; cells: string[] }>> {
  const head: Array<{ line: number; cells: string[] }> = [];
  for await (const rows of sheetRows(parts, name, cells)) {
    for (const row of rows) if ('cells' in row && row.cells.some((cell) => cell !== '')) head.push(row);
    if (head.length >= headRows) break;
  }
  return head;
}

/** Further ones are not looked at: orders are in none of them. */
const mostSheets = 200;

/** The sheets that are shown, as the workbook lists them, each once. */
async function workbookOf(parts: WorkbookParts): Promise<{ sheets: string[]; from1904: boolean }> {
  const listed: string[] = [];
  let from1904 = false;
  for await (const events of parts.elements('xl/workbook.xml')) {
    for (const event of events) {
      if (!('open' in event)) continue;
      const { attributes } = event;
      if (event.open === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      const id = attributes['r:id'] ?? attributes['id'];
      if (event.open === 'sheet' && id !== undefined && (attributes['state'] ?? 'visible') === 'visible')
        listed.push(id);
    }
  }
  const targets = new Map<string, string>();
  for await (const events of parts.elements('xl/_rels/workbook.xml.rels')) {
    for (const event of events) {
      if (!('open' in event) || event.open !== 'Relationship') continue;
      const { Id: id, Target: target } = event.attributes;
      if (id !== undefined && target !== undefined) targets.set(id, pathOf(target));
    }
  }
  // One may be listed many times, and each would be read.
  const named = new Set(listed.flatMap((id) => targets.get(id) ?? []));
  const sheets = [...named].filter((name) => parts.has(name)).slice(0, mostSheets);
  if (sheets.length === 0 && targets.size > 0 && listed.length === 0)
    throw new ImportError(
      'file-empty',
      'All sheets of the spreadsheet are hidden. Show one, and save it again.',
    );
  if (sheets.length === 0) throw unreadable();
  return { sheets, from1904 };
}

function pathOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
}

async function readStrings(parts: WorkbookParts, strings: SharedStrings): Promise<void> {
  let text = '';
  let isText = false;
  let isPhonetic = false;
  for await (const events of parts.elements(stringsPart)) {
    for (const event of events) {
      if ('text' in event) {
        if (isText && !isPhonetic && text.length <= longestText) text += event.text;
      } else if ('open' in event) {
        if (event.open === 'si') text = '';
        else if (event.open === 't') isText = true;
        else if (event.open === 'rPh') isPhonetic = true;
      } else if (event.close === 't') isText = false;
      else if (event.close === 'rPh') isPhonetic = false;
      else if (event.close === 'si') await strings.add(unescaped(text));
    }
  }
  await strings.end();
}

async function stylesOf(parts: WorkbookParts): Promise<CellStyles> {
  const dates = new Set<number>();
  const padded = new Map<number, number>();
  if (!parts.has('xl/styles.xml')) return { dates, padded };
  const codes = new Map<number, string>();
  let inCells = false;
  let style = 0;
  for await (const events of parts.elements('xl/styles.xml')) {
    for (const event of events) {
      if ('close' in event && event.close === 'cellXfs') inCells = false;
      if (!('open' in event)) continue;
      const { attributes } = event;
      if (event.open === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (event.open === 'cellXfs') inCells = true;
      if (event.open !== 'xf' || !inCells) continue;
      const id = Number(attributes['numFmtId'] ?? 0);
      if (isDateFormat(id, codes.get(id))) dates.add(style);
      const digits = paddedDigits(codes.get(id));
      if (digits > 0) padded.set(style, digits);
      style += 1;
    }
  }
  return { dates, padded };
}

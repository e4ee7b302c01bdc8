import { ImportError } from './import-error';
import type { OpenedTable } from './opened-table';
import { openSpreadsheet } from './spreadsheet/spreadsheet';
import { openText } from './text-table';
import { decodeText } from './text-decoding';
import type { MappingRules } from './table-layout';

/** Bytes by which a file's kind is told. */
const longestMark = 64;

/**
 * Opens a file with orders, whatever it is: text with separators, or a spreadsheet.
 * @throws ImportError
 */
export async function openTable(input: AsyncIterable<Buffer>, rules: MappingRules): Promise<OpenedTable> {
  const chunks = input[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let ended = false;
  while (head.length < longestMark && !ended) {
    const next = await chunks.next();
    if (next.done === true) ended = true;
    else head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  async function* all(): AsyncGenerator<Buffer> {
    if (head.length > 0) yield head;
    while (!ended) {
      const next = await chunks.next();
      if (next.done === true) return;
      yield next.value;
    }
  }
  if (startsWith(head, zip)) return openSpreadsheet(all(), rules);
  const other = others.find(([mark]) => startsWith(head, mark))?.[1] ?? markupOf(head);
  if (other !== undefined) {
    throw new ImportError('file-not-a-table', `The file is ${other}. Save it as XLSX or CSV.`, {
      kind: other,
    });
  }
  return openText(decodeText(all()), rules);
}

const zip = [0x50, 0x4b];

/** Files that shops send in place of a table. */
const others: ReadonlyArray<readonly [readonly number[], string]> = [
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook (.xls)'],
  [Array.from(Buffer.from('%PDF')), 'a PDF'],
  [[0x1f, 0x8b], 'a compressed archive'],
  [Array.from(Buffer.from('Rar!')), 'a compressed archive'],
  [Array.from(Buffer.from('7z\u00bc', 'latin1')), 'a compressed archive'],
];

function startsWith(head: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

/** Shops send tables of HTML under the name of a workbook; some begin with a mark or an empty line. */
function markupOf(head: Buffer): string | undefined {
  const begin = head.toString('latin1').replace(/^(?:\u00ef\u00bb\u00bf)?\s*/u, '');
  if (/^<\?xml/i.test(begin)) return 'XML';
  if (/^(?:\[\s*)?\{\s*"/.test(begin)) return 'JSON';
  if (begin.startsWith('{\\rtf')) return 'a text document (RTF)';
  return /^<(?:!doctype|html|head|meta|body|table|style|div)\b/i.test(begin) ? 'a web page' : undefined;
}

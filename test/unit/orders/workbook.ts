import { crc32, deflateRawSync } from 'node:zlib';

/** A cell of a test's sheet: a text, a number, a date (days since 1900), a formula with its value, or nothing. */
export type Cell = string | number | { date: number } | { formula: string; value: string } | null;

/** A ZIP archive of some files. Offers what a test needs and no more: one entry after another, deflated. */
export function zipOf(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), common, place, Buffer.from(name)]),
    );
    parts.push(local);
    at += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, index, Buffer.from('PK\x05\x06'), end]);
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A workbook of one sheet, as spreadsheets write it. Texts are shared. */
export function workbookOf(
  rows: readonly (readonly Cell[])[],
  others: Record<string, string | Buffer> = {},
): Buffer {
  const strings: string[] = [];
  const cellOf = (cell: Cell, column: number, line: number): string => {
    const reference = `${String.fromCharCode(65 + column)}${String(line)}`;
    if (cell === null) return '';
    if (typeof cell === 'number') return `<c r="${reference}"><v>${String(cell)}</v></c>`;
    if (typeof cell === 'string') {
      return `<c r="${reference}" t="s"><v>${String(strings.push(cell) - 1)}</v></c>`;
    }
    if ('date' in cell) return `<c r="${reference}" s="1"><v>${String(cell.date)}</v></c>`;
    return `<c r="${reference}" t="str"><f>${escaped(cell.formula)}</f><v>${escaped(cell.value)}</v></c>`;
  };
  const sheet = rows
    .map((row, index) => {
      const line = index + 1;
      return `<row r="${String(line)}">${row.map((cell, column) => cellOf(cell, column, line)).join('')}</row>`;
    })
    .join('');
  return zipOf({
    '[Content_Types].xml': `${xml}<Types/>`,
    'xl/workbook.xml': `${xml}<workbook><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${xml}<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    'xl/styles.xml': `${xml}<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${xml}<sst>${strings.map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`,
    ...others,
  });
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

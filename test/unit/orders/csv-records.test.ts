import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import * as fc from 'fast-check';
import { CsvReader } from '#orders/intake/csv-records';
import type { CsvRecord } from '#orders/intake/csv-records';

function readAll(text: string, separator = ',', columns: number | null = null, pieces = [text]): CsvRecord[] {
  const reader = new CsvReader(separator, columns);
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

function cellsOf(records: readonly CsvRecord[]): string[][] {
  return records.map((record) => ('cells' in record ? record.cells : [`fault: ${record.fault}`]));
}

const cell = fc.string({
  unit: fc.constantFrom('a', 'б', '1', ' ', '"', ',', ';', '\n', '\t', '|', '.'),
  maxLength: 8,
});

describe('CSV records', () => {
  it('are read as csv-parse reads them, for whatever csv-stringify writes, in any pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 12 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.nat({ max: 400 }), { maxLength: 6 }),
        (rows, delimiter, recordDelimiter, cuts) => {
          // A line of nothing but white space, tabs as separators among it, is no record here.
          const kept = rows.filter((row) => row.join('').trim() !== '');
          const text = stringify(kept, { delimiter, record_delimiter: recordDelimiter, quoted_match: /\n/ });
          const pieces: string[] = [];
          let from = 0;
          for (const to of [...new Set(cuts)].sort((a, b) => a - b)) {
            pieces.push(text.slice(from, to));
            from = Math.max(from, to);
          }
          pieces.push(text.slice(from));
          const expected: unknown = parse(text, { delimiter, record_delimiter: recordDelimiter });
          expect(cellsOf(readAll(text, delimiter, 3, pieces))).toEqual(expected);
        },
      ),
    );
  });

  it('have the number of their first line', () => {
    const text = 'a,b\n\n"x\ny",2\r\n3,4\n   \n5,"6"';
    expect(readAll(text)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['x\ny', '2'] },
      { line: 5, cells: ['3', '4'] },
      { line: 7, cells: ['5', '6'] },
    ]);
  });

  it('may hold quotes inside unquoted cells', () => {
    expect(cellsOf(readAll('1,ООО "Ромашка",5" труба\n2,b,c'))).toEqual([
      ['1', 'ООО "Ромашка"', '5" труба'],
      ['2', 'b', 'c'],
    ]);
  });

  it('are lost one at a time: a quote that is never closed costs its own line', () => {
    const rows = Array.from({ length: 100 }, (_each, index) => `${index},b`);
    rows[10] = '10,"oops';
    const read = cellsOf(readAll(rows.join('\n')));
    expect(read).toHaveLength(100);
    expect(read[10]).toEqual(['fault: malformed-quotes']);
    expect(read[11]).toEqual(['11', 'b']);
    expect(read[99]).toEqual(['99', 'b']);
  });

  it('do not run together when a quote is closed by the next one', () => {
    expect(cellsOf(readAll('1,"oops\n2,b\n3,"c"\n4,d', ',', 2))).toEqual([
      ['fault: malformed-quotes'],
      ['2', 'b'],
      ['3', 'c'],
      ['4', 'd'],
    ]);
    // Here the quote closes well, but the record then has too many cells.
    expect(cellsOf(readAll('1,"oops\n2",b,c\n3,c', ',', 2))).toEqual([
      ['fault: malformed-quotes'],
      ['2"', 'b', 'c'],
      ['3', 'c'],
    ]);
  });

  it('are given up where something follows a closing quote', () => {
    expect(cellsOf(readAll('1,"ООО "Ромашка"",x\n2,b,c'))).toEqual([
      ['fault: malformed-quotes'],
      ['2', 'b', 'c'],
    ]);
  });

  it('are bounded: a line without an end costs itself', () => {
    const reader = new CsvReader(',');
    const records: CsvRecord[] = [];
    for (let piece = 0; piece < 50; piece += 1) records.push(...reader.push('x'.repeat(10_000)));
    records.push(...reader.push('\n2,b\n'), ...reader.end());
    expect(records).toEqual([
      { line: 1, fault: 'line-too-long' },
      { line: 2, cells: ['2', 'b'] },
    ]);
  });

  it('are none in an empty file', () => {
    expect(readAll('')).toEqual([]);
    expect(readAll('\n\r\n  \n')).toEqual([]);
  });
});

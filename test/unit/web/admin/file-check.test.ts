import { largestImport } from '#orders/model/import-rules';
import { fileFault } from '../../../../src/web/pages/admin/file-check';

const bytes = (...values: (number | string)[]): Uint8Array =>
  Uint8Array.from(values.flatMap((value) => (typeof value === 'string' ? [...Buffer.from(value)] : [value])));
const csv = { name: 'orders.csv', size: 100, type: 'text/csv' };
const head = bytes('order_number;customer_name\n');

test.each(['', 'text/csv', 'text/plain', 'application/vnd.ms-excel'])(
  'a CSV of type "%s" is good',
  (type) => {
    expect(fileFault({ ...csv, type }, head)).toBeNull();
  },
);

test('UTF-16 as Excel writes it is good', () => {
  expect(fileFault(csv, bytes(0xff, 0xfe, 'o', 0, 'r', 0))).toBeNull();
});

test('a workbook is good, whatever its type', () => {
  expect(fileFault({ ...csv, name: 'orders.xlsx', type: '' }, bytes('PK', 3, 4))).toBeNull();
  expect(fileFault(csv, bytes('PK', 3, 4, 0, 0, 0))).toBeNull();
});

test('UTF-16 without its mark is good', () => {
  expect(fileFault(csv, Uint8Array.from(Buffer.from('Номер;Имя', 'utf16le')))).toBeNull();
});

test.each([
  ['empty', { ...csv, size: 0 }, bytes()],
  ['spreadsheet', csv, bytes(0xd0, 0xcf, 0x11, 0xe0)],
  ['spreadsheet', { ...csv, name: 'orders.XLS', type: '' }, head],
  ['not-text', { ...csv, type: 'image/png' }, head],
  ['not-text', csv, bytes('abc', 0, 1, 'defghi')],
  ['too-large', { ...csv, size: largestImport + 1 }, head],
])('%s', (fault, file, first) => {
  expect(fileFault(file, first)).toBe(fault);
});

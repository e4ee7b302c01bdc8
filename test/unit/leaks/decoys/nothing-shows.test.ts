import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const src = join(__dirname, '../../../../src');

/** Files of the server in which the name of a table of decoys is in a query. */
function askers(folder: string): string[] {
  return readdirSync(join(src, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => /\b(FROM|JOIN|UPDATE|INTO)\s+(decoys|decoy_[a-z]+)\b/.test(readFileSync(file, 'utf8')))
    .map((file) => relative(src, file))
    .sort();
}

// Limits, search, lists, exports, statistics, boards and webhooks can treat decoys like nothing but orders, since none of their
// queries can tell which orders are decoys.
test('no query outside of the leak watch asks what is a decoy, but that which never lets Star7 call one by itself', () => {
  const all = askers('.');
  expect(all.filter((file) => !file.startsWith('leaks/'))).toEqual(['calls/sql-order-book.ts']);
  const book = readFileSync(join(src, 'calls/sql-order-book.ts'), 'utf8');
  expect(book.match(/decoy_/g)).toHaveLength(1);
  expect(book).toMatch(/export const automaticSql = `[^`]*NOT IN \(SELECT order_id FROM decoy_orders\)/);
  // Control: the queries of the leak watch are found.
  expect(all.filter((file) => file.startsWith('leaks/')).length).toBeGreaterThanOrEqual(4);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { readPurchaseLog } from '#leaks/purchase-log';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'star7-purchases-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const whole = gzipSync(`customer,day,value\n${'a,7,1\n'.repeat(2000)}`);

test('a log is read, packed or not', async () => {
  const packed = path.join(folder, 'log.csv.gz');
  writeFileSync(packed, whole);
  expect(await readPurchaseLog(packed)).toMatchObject({ customers: 1, weeks: 1 });
});

test.each(['missing.csv', 'missing.csv.gz'])('%s is an error for whoever reads it', async (name) => {
  await expect(readPurchaseLog(path.join(folder, name))).rejects.toThrow('ENOENT');
});

test('so is a packed log that ends early', async () => {
  const cut = path.join(folder, 'cut.csv.gz');
  writeFileSync(cut, whole.subarray(0, whole.length - 12));
  await expect(readPurchaseLog(cut)).rejects.toThrow('unexpected end of file');
});

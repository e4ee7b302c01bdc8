import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ImportCounts } from '#orders/intake/order-imports';
import { eventually } from '../lab/eventually';
import { newManager } from '../lab/lab-accounts';
import { sampleShop } from '../lab/sample-shop';
import { BrowserSuite } from './browser-suite';

const suite = BrowserSuite.declare();

/** Of the file, in millions of bytes. STAR7_TEST_UPLOAD_MEGABYTES=100 takes a minute more. */
const megabytes = Number(process.env['STAR7_TEST_UPLOAD_MEGABYTES'] ?? 16);
/** One row of so many has a number that is none. */
const badEvery = 500;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'star7-upload-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Import extends ImportCounts {
  state: string;
  fault: string | null;
}

test('an upload that is cut half-way and sent again: every row is counted once, and the page says what happened', async () => {
  const { login } = await newManager(suite.lab.star7);
  const file = writeCsv(login);
  const { page } = await suite.signedIn('administrator');
  const session = await suite.session('administrator');
  const newest = async (): Promise<Import> =>
    (await session.must<{ items: [Import] }>('GET', '/api/imports?limit=1')).items[0];
  await page.goto('/imports');
  await page.locator('input[type=file]').setInputFiles(file.path);

  // Half of it has gone, and some of that is stored.
  await page.getByText(`Sending ${path.basename(file.path)}`).waitFor();
  await eventually(async () => sent() > file.bytes / 2 && (await newest()).added > 0, {
    within: 60_000,
    what: 'half of the upload',
  });
  suite.watch.proxy.cut();
  const told = page.getByRole('alert').filter({ hasText: 'The connection was lost' });
  await told.waitFor();
  expect(await told.innerText()).toContain('The rows received so far are imported; send the file again.');
  suite.watch.proxy.mend();

  const broken = await eventually(
    async () => {
      const entry = await newest();
      return entry.state === 'running' ? null : entry;
    },
    { within: 30_000, what: 'the end of the first import' },
  );
  expect(broken).toMatchObject({ state: 'interrupted', fault: 'upload-broken-off', changed: 0 });
  expect(broken.bytes).toBeLessThan(file.bytes);
  await page
    .getByRole('cell', { name: /Interrupted\s*The connection was lost/ })
    .first()
    .waitFor();

  await page.getByRole('button', { name: 'Send the same file again' }).click();
  const result = page.getByTestId('import-result');
  await result.waitFor({ timeout: 240_000 });
  const whole = await newest();
  // What the first brought is not new any more; what it did not, is. Nothing is there twice.
  expect(whole).toEqual({
    ...whole,
    state: 'done',
    fault: null,
    bytes: file.bytes,
    rowsRead: file.good + file.bad,
    added: file.good - broken.added,
    changed: 0,
    unchanged: broken.added,
    rejected: file.bad,
  });
  expect(await orders(login)).toBe(file.good);
  const count = (value: number): string => value.toLocaleString('en-GB');
  expect(await result.innerText()).toContain(
    `Imported: ${count(whole.added)} new, 0 changed, ${count(whole.unchanged)} unchanged.`,
  );
  expect(await result.innerText()).toContain(`${count(file.bad)} rows were rejected`);

  const download = page.waitForEvent('download');
  await page
    .getByRole('link', { name: /Download the rejected rows/ })
    .first()
    .click();
  const rejects = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\n');
  expect(rejects[0]).toBe('line,result,reason,column,cell,explanation');
  // The header is line 1.
  expect(rejects.slice(1).map((row) => Number(row.split(',')[0]))).toEqual(
    Array.from({ length: file.bad }, (_, index) => (index + 1) * badEvery + 1),
  );
});

/** Bytes of the newest upload that have passed. */
function sent(): number {
  const uploads = suite.watch.proxy.exchanges.filter(({ target }) => target === '/api/imports?');
  return uploads.at(-1)?.sentLength ?? 0;
}

/** How many orders the manager has, by the database. */
async function orders(extension: string): Promise<number> {
  const [row] = await suite.lab.database.query(
    'SELECT COUNT(*) AS orders FROM orders AS o JOIN managers AS m ON m.id = o.manager_id WHERE m.extension = ?',
    [extension],
  );
  return Number(row?.['orders']);
}

/** A shop's export as it comes out of a shop's system: with a column that Star7 has no use for. */
function writeCsv(extension: string): { path: string; bytes: number; good: number; bad: number } {
  const file = path.join(folder, 'orders.csv');
  const out = openSync(file, 'w', 0o600);
  const phones = sampleShop().orders.map(({ phone }) => phone);
  const comment = 'Delivery after work. Please call before the courier leaves. '.repeat(7);
  // No seven digits in a row, and no letters that look like digits: such a number could hold a phone of its row.
  const stem = `U${String(Date.now() % 1_000_000_000).replace(/\d/g, (digit) => 'cdefhjkmnp'[Number(digit)] ?? '')}-`;
  let text = 'order_number,customer_name,phone,manager_extension,amount,currency,comment\n';
  let bytes = 0;
  let rows = 0;
  const flush = (): void => {
    bytes += writeSync(out, text);
    text = '';
  };
  while (bytes + text.length < megabytes * 1_000_000) {
    rows += 1;
    const phone = rows % badEvery === 0 ? '12' : phones[rows % phones.length];
    text += `${stem}${String(100_000 + rows)},Kira Field ${letters(rows)},${phone},${extension},10.00,RUB,${comment}\n`;
    if (text.length > 1_000_000) flush();
  }
  flush();
  closeSync(out);
  const bad = Math.floor(rows / badEvery);
  return { path: file, bytes, good: rows - bad, bad };
}

function letters(number: number): string {
  return number.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '');
}

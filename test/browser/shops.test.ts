import { anyOrder, FakeShop } from '../fakes/fake-shop';
import { wooDialect, wooKeys } from '../fakes/woo-dialect';
import { eventually } from '../lab/eventually';
import { axeViolations } from './axe';
import { BrowserSuite, screenshots } from './browser-suite';
import { textFaults } from './text-fit';

/* Shops whose orders are fetched: an administrator adds one, and sees how it goes. */

const suite = BrowserSuite.declare();

/** Of no other suite, nor of an earlier run. */
const firstId = 500_000_000 + (Date.now() % 100_000_000);
const fake = new FakeShop(wooDialect, { firstId });
const name = `Shop ${String(firstId)}`;

afterAll(async () => {
  const session = await suite.session('administrator');
  const { items } = await session.must<{ items: Array<{ id: number; name: string }> }>(
    'GET',
    '/api/connectors',
  );
  for (const shop of items)
    if (shop.name === name) await session.must('DELETE', `/api/connectors/${String(shop.id)}`);
  await fake.close();
});

test('a shop is tried, its words are explained, and its orders come; what cannot be taken is listed', async () => {
  fake.place(anyOrder(1));
  fake.place({ ...anyOrder(2), status: 'at-the-gate' });
  fake.place({ ...anyOrder(3), phone: '12' });
  const address = await fake.listen();
  const { page } = await suite.signedIn('administrator', { width: 1440 });
  await page.goto('/shops');
  await page.getByRole('button', { name: 'Add a shop' }).click();
  const form = page.getByRole('dialog');
  // Each kind has keys of its own, and says where they are.
  await form.getByLabel('Kind of shop').selectOption('bitrix24');
  await form
    .getByLabel('Inbound webhook, its whole address')
    .fill('https://name.bitrix24.ru/rest/1/c0de123456/');
  await form.getByLabel('Token of the outgoing webhook').waitFor();
  await form.getByLabel(/^Address/).fill('https://name.bitrix24.ru/rest/1/c0de123456/');
  await form.getByRole('button', { name: 'Try it' }).click();
  await form.getByText('This is the address of a webhook').waitFor();
  await page.setViewportSize({ width: 360, height: 900 });
  await page.screenshot({ path: `${screenshots}/shop-form-bitrix24-360.png`, fullPage: true });
  expect(await textFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await form.getByLabel('Kind of shop').selectOption('opencart');
  await form.getByText('Outcomes of calls').waitFor({ state: 'detached' });
  await form.getByLabel('Kind of shop').selectOption('woocommerce');
  await form.getByLabel(/^Address/).fill('');
  await form.getByRole('button', { name: 'Try it' }).click();
  await form.getByText('Enter a name.').waitFor();
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('Address').fill(address);
  await form.getByLabel('Consumer key').fill(wooKeys.consumerKey);
  await form.getByLabel('Consumer secret').fill('wrong');
  await form.getByRole('button', { name: 'Try it' }).click();
  await form.getByText('The shop refuses the keys.').waitFor({ timeout: 15_000 });
  await form.getByLabel('Consumer secret').fill(wooKeys.consumerSecret);
  await form.getByRole('button', { name: 'Try it' }).click();
  await form.getByText('2 of 3 orders would be taken.').waitFor({ timeout: 15_000 });
  await form.getByText('1 × the telephone number cannot be read').waitFor();
  await form.getByLabel('at-the-gate').selectOption('closed');
  await page.screenshot({ path: `${screenshots}/shop-form-1440.png`, fullPage: true });
  expect(await axeViolations(page)).toEqual([]);
  await form.getByRole('button', { name: 'Add and synchronise' }).click();

  const hook = page.getByTestId('shop-hook');
  await hook.getByText(/\/api\/connector-hooks\//).waitFor();
  await page.getByRole('button', { name: 'I have entered them' }).click();
  const row = page.getByRole('row', { name: new RegExp(name) });
  await row.getByText('done', { exact: true }).waitFor({ timeout: 30_000 });
  await row.getByText(/^works/).waitFor();
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${screenshots}/shops-${String(width)}.png`, fullPage: true });
    expect([width, await textFaults(page)]).toEqual([width, []]);
  }
  expect(await axeViolations(page)).toEqual([]);

  // The order with the wrong number is corrected in the shop, and fetched again.
  await row.getByRole('button', { name: '1', exact: true }).click();
  const rejected = page.getByRole('dialog');
  await rejected.getByText(String(firstId + 2), { exact: true }).waitFor();
  await page.screenshot({ path: `${screenshots}/shop-rejects-360.png`, fullPage: true });
  fake.change(String(firstId + 2), { phone: '+79161000021' });
  await rejected.getByRole('button', { name: `Fetch ${String(firstId + 2)} again` }).click();
  await rejected.getByText('Everything was taken.').waitFor({ timeout: 30_000 });
  await rejected.getByRole('button', { name: 'Close', exact: true }).last().click();

  const session = await suite.session('administrator');
  const status = async (number: number): Promise<string> =>
    (await session.must<{ status: string }>('GET', `/api/orders/${String(number)}`)).status;
  expect([await status(firstId), await status(firstId + 1)]).toEqual(['open', 'closed']);
  await eventually(async () => (await status(firstId + 2)) === 'open', { within: 15_000 });
}, 120_000);

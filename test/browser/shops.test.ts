import { anyOrder, FakeShop } from '../fakes/fake-shop';
import { restDialect, restKeys } from '../fakes/rest-dialect';
import { wooDialect, wooKeys } from '../fakes/woo-dialect';
import { eventually } from '../lab/eventually';
import { axeViolations } from './axe';
import { BrowserSuite, guidePicture, screenshots } from './browser-suite';
import { textFaults } from './text-fit';

/* Shops whose orders are fetched: an administrator adds one, and sees how it goes. */

const suite = BrowserSuite.declare();

/** Of no other suite, nor of an earlier run. */
const firstId = 500_000_000 + (Date.now() % 100_000_000);
const fake = new FakeShop(wooDialect, { firstId });
const name = `Shop ${String(firstId)}`;

/** What the site has defined of its own. */
const siteFields = [
  { id: 'floor', name: 'Floor', kind: 'number', choices: [], managers: true },
  { id: 'gift', name: 'Gift wrapping', kind: 'yes-no', choices: [], managers: true },
];

async function shownFields(number: number): Promise<Record<string, string | null>> {
  const session = await suite.session('administrator');
  const { fields } = await session.must<{ fields: Array<{ name: string; value: string | null }> }>(
    'GET',
    `/api/orders/${String(number)}/details`,
  );
  return Object.fromEntries(fields.map((field) => [field.name, field.value]));
}

beforeAll(async () => {
  const session = await suite.session('administrator');
  await session.must('PATCH', '/api/settings/orders', { fields: siteFields });
});
afterAll(async () => {
  const session = await suite.session('administrator');
  const { items } = await session.must<{ items: Array<{ id: number; name: string }> }>(
    'GET',
    '/api/connectors',
  );
  for (const shop of items)
    if (shop.name.endsWith(String(firstId)))
      await session.must('DELETE', `/api/connectors/${String(shop.id)}`);
  await session.must('PATCH', '/api/settings/orders', { fields: [] });
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
  // Fields of the site are read from the shop's own, whose names the try has found.
  const ownFields = form.getByRole('group', { name: 'Fields of your own' });
  const suggested = await ownFields.locator('datalist option').all();
  expect(await Promise.all(suggested.map((option) => option.getAttribute('value')))).toEqual([
    ...['delivery_day', 'floor', 'gift_wrap'],
  ]);
  await ownFields.getByLabel('Floor').fill('floor');
  await ownFields.getByLabel('Gift wrapping').fill('delivery_day');
  await form.getByRole('button', { name: 'Try it' }).click();
  await form.getByText('2 × Value that does not fit the kind of your field').waitFor({ timeout: 15_000 });
  await ownFields.getByLabel('Gift wrapping').fill('gift_wrap');
  await page.screenshot({ path: `${screenshots}/shop-form-1440.png`, fullPage: true });
  expect(await axeViolations(page)).toEqual([]);
  await form.getByRole('button', { name: 'Add and synchronise' }).click();

  const hook = page.getByTestId('shop-hook');
  await hook.getByText(/\/api\/connector-hooks\//).waitFor();
  await page.getByRole('button', { name: 'I have entered them' }).click();
  const row = page.getByRole('row', { name: new RegExp(name) });
  await row.getByText('done', { exact: true }).waitFor({ timeout: 30_000 });
  await row.getByText(/^works/).waitFor();
  await guidePicture(page, 'shops');
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
  expect(await shownFields(firstId)).toEqual({ Floor: '5', 'Gift wrapping': 'yes' });
  await eventually(async () => (await status(firstId + 2)) === 'open', { within: 15_000 });
}, 120_000);

test('the map of any shop is drawn by a sample of its answer, in which no number and no address is shown', async () => {
  const ownName = `Own ${String(firstId)}`;
  const own = new FakeShop(restDialect, { firstId: firstId + 100 });
  for (let nth = 1; nth <= 4; nth += 1)
    own.place({ ...anyOrder(nth), comment: 'второй номер +7 916 555-01-07' });
  try {
    const address = await own.listen();
    const { page } = await suite.signedIn('administrator', { width: 1440 });
    await page.goto('/shops');
    await page.getByRole('button', { name: 'Add a shop' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Kind of shop').selectOption('rest');
    await form.getByLabel('Name').fill(ownName);
    await form.getByLabel('Sign-in').selectOption('bearer');
    await form.getByLabel('Token', { exact: true }).fill(restKeys.token);
    await form.getByRole('button', { name: 'Draw it by a sample' }).click();

    const editor = page.getByTestId('map-editor');
    // As the documentation of a shop has it: the shop's own address is taken out of it.
    await editor.getByLabel('Address of the list of orders').fill(`${address}/api/orders`);
    await editor.getByLabel('Parameter: changed since').fill('changed_since');
    await editor.getByLabel('The time is written as').selectOption('seconds');
    await editor.getByLabel('Parameter: page number').fill('page');
    await editor.getByRole('button', { name: 'Fetch a sample' }).click();
    await editor.getByText('4 orders found in: data › orders').waitFor({ timeout: 15_000 });
    await editor.getByText('One order can be fetched by its id.').waitFor();
    const tree = editor.getByTestId('map-tree');
    await tree.getByText('a telephone number').waitFor();
    await tree.getByText('an e-mail address').waitFor();
    await tree.scrollIntoViewIfNeeded();
    await guidePicture(page, 'map');
    // Chosen by their names; what has names of its own is chosen by hand.
    const chosen = (field: string) => editor.getByLabel(field, { exact: true });
    expect(await chosen('order number').inputValue()).toBe('/number');
    expect(await chosen('phone').inputValue()).toBe('/buyer/phone');
    await chosen('customer’s name').selectOption('/buyer/first');
    await editor.getByRole('button', { name: 'One more source: customer’s name' }).click();
    await editor.getByLabel('customer’s name, source 2').selectOption('/buyer/last');
    await chosen('amount').selectOption('/sum');
    await chosen('currency').selectOption('=');
    await editor.getByLabel('Fixed text: currency').fill('EUR');
    await chosen('town').selectOption('/to/town');
    await chosen('customer’s comment').selectOption('/remark');
    await chosen('quantity').selectOption('/count');
    await editor.getByLabel('One more field').first().selectOption({ label: 'Floor' });
    await chosen('Floor').selectOption('/floor');
    await tree.getByText('Floor', { exact: true }).waitFor();
    await editor.getByLabel('Amounts are in hundredths').check();
    await editor.getByRole('button', { name: 'Show them' }).click();
    const preview = page.getByTestId('map-preview');
    await preview.getByText('€101.50').waitFor({ timeout: 15_000 });
    await preview.getByText('1 number, hidden').first().waitFor();
    await editor.getByText('4 of 4 orders would be taken.').waitFor();
    const text = await editor.innerText();
    expect(text.replace(/[\s()-]/g, '')).not.toMatch(/916|buyer\d*@/);
    expect(text).toContain('Чайник');
    expect(await axeViolations(page)).toEqual([]);
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${screenshots}/shop-map-${String(width)}.png` });
      expect([width, await textFaults(page)]).toEqual([width, []]);
      await preview.scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${screenshots}/shop-map-preview-${String(width)}.png` });
    }
    await editor.getByRole('button', { name: 'Done' }).click();
    await form.getByText('fields are chosen.').waitFor();
    await page.screenshot({ path: `${screenshots}/shop-map-form-360.png` });
    await form.getByRole('button', { name: 'Add and synchronise' }).click();
    await page.getByRole('button', { name: 'I have entered them' }).click();
    const row = page.getByRole('row', { name: new RegExp(ownName) });
    await row.getByText('done', { exact: true }).waitFor({ timeout: 30_000 });
    const session = await suite.session('administrator');
    expect(await session.must('GET', `/api/orders/${String(firstId + 100)}`)).toMatchObject({
      ...{ status: 'open', amount: '101.50', currency: 'EUR' },
      customerName: expect.stringMatching(/\S \S/) as string,
    });
    expect(await shownFields(firstId + 100)).toMatchObject({ Floor: '3' });
    expect(own.objections).toEqual([]);
  } finally {
    await own.close();
  }
}, 120_000);

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator } from 'playwright-core';
import { eventually } from '../lab/eventually';
import { axeViolations } from './axe';
import { BrowserSuite, guidePicture, screenshots } from './browser-suite';
import { freshOrders } from './fresh-orders';
import { OrderPage } from './order-page';
import { textFaults } from './text-fit';

const suite = BrowserSuite.declare();

/** An export of a shop, of one order with two items, whose status nobody knows; no row names a manager. */
function exportOf(orderNumber: string, phone: string): Buffer {
  return Buffer.from(
    [
      'Name,Financial Status,Fulfillment Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name,Billing Phone,Shipping Address1,Shipping City,Notes',
      `#${orderNumber},paid,at the gate,EUR,45.00,2026-01-25 13:23:17 +0100,2,Blue cup,15.00,Mara Example,${phone},1 Mill Lane,Samara,Ring twice`,
      `#${orderNumber},,,,,2026-01-25 13:23:17 +0100,1,Large plate,15.00,,,,,`,
      '',
    ].join('\n'),
  );
}

test('an export of a shop is checked, imported, dealt out, and enough to hold the call with', async () => {
  const { page } = await suite.signedIn('administrator', { width: 1440 });
  const orderNumber = `4${String(Date.now() % 100_000_000)}`;
  const phone = `+7900556${String(Date.now() % 10_000).padStart(4, '0')}`;
  await page.goto('/imports');
  await page.getByLabel('Check first, write nothing').check();
  await page.locator('input[type=file]').setInputFiles({
    name: 'orders_export.csv',
    mimeType: 'text/csv',
    buffer: exportOf(orderNumber, phone),
  });
  await page.getByText(/Checked, nothing written: 1 new/).waitFor();
  const findings = page.getByTestId('import-findings');
  await findings.getByText('Read as “Shopify”.').waitFor();

  // A word that Star7 does not know is explained once: importing keeps what was chosen.
  await findings.getByLabel('Meaning of “at the gate”').selectOption('open');
  await guidePicture(page, 'check', { shown: findings.getByLabel('Meaning of “at the gate”') });
  await page.screenshot({ path: `${screenshots}/shop-export-1440.png`, fullPage: true });
  await findings.locator('summary').click();
  await findings.getByLabel('What to read column “Lineitem name” as').scrollIntoViewIfNeeded();
  await guidePicture(page, 'columns');
  await page.getByRole('button', { name: 'Import orders_export.csv' }).click();
  // What was not understood is listed line by line, also where nothing was rejected.
  await page.getByRole('link', { name: /^0 – / }).first().waitFor();
  await page.getByText('nothing written', { exact: true }).first().waitFor();
  await page.getByText(/^Imported: 1 new/).waitFor();
  expect(await findings.getByText('at the gate').count()).toBe(0);

  await findings.getByRole('link', { name: 'Deal them out' }).click();
  await page.getByRole('heading', { name: 'Orders without a manager' }).waitFor();
  await page.getByLabel(`Select order ${orderNumber}`).check();
  await page.getByLabel('To').selectOption('103');
  await guidePicture(page, 'pool');
  await page.getByRole('button', { name: /^Deal 1 order/ }).click();
  await page.getByText('1 order dealt').waitFor();
  await page.screenshot({ path: `${screenshots}/pool-1440.png`, fullPage: true });

  for (const width of [1440, 360]) {
    const { page: work } = await suite.signedIn('103', { width, height: 900 });
    await work.goto(`/orders/${orderNumber}`);
    const details = work.getByTestId('order-details');
    await details.getByText('Blue cup').waitFor();
    for (const text of ['Large plate', 'Ring twice', /Samara, 1 Mill Lane/])
      await details.getByText(text).waitFor();
    const overflow = await work.evaluate<boolean>('document.documentElement.scrollWidth > window.innerWidth');
    expect([width, overflow]).toEqual([width, false]);
    // In one column, what is read out in the call comes before the form for the result.
    const topOf = async (part: Locator): Promise<number> => (await part.boundingBox())?.y ?? Number.NaN;
    const outcomes = work.getByRole('heading', { name: 'How it ended' });
    if (width === 360) {
      expect(await topOf(details.getByText('Ring twice'))).toBeLessThan(await topOf(outcomes));
      expect(await topOf(work.getByRole('button', { name: 'Call', exact: true }))).toBeLessThan(
        await topOf(details),
      );
    }
    if (width === 1440) await guidePicture(work, 'order');
    await work.screenshot({ path: `${screenshots}/order-in-full-${String(width)}.png`, fullPage: true });
  }
});

test('the file of a second shop that has the same numbers goes in by one press', async () => {
  const { page } = await suite.signedIn('administrator', { width: 1440 });
  const orderNumber = `6${String(Date.now() % 100_000_000)}`;
  const send = (name: string, customer: string, phone: string, day: string, more = ''): Promise<void> =>
    page.locator('input[type=file]').setInputFiles({
      name,
      mimeType: 'text/csv',
      buffer: Buffer.from(
        `order_number,customer_name,phone,date\n${orderNumber},${customer},${phone},${day}\n${more}`,
      ),
    });
  await page.goto('/imports');
  await send('first.csv', 'Ada First', '+79005567101', '2026-01-25');
  await page.getByText(/^Imported: 1 new/).waitFor();
  await send('second.csv', 'Bo Second', '+79005567102', '2026-03-25');
  const others = page.getByTestId('import-others');
  await others.waitFor();
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${screenshots}/import-others-${String(width)}.png`, fullPage: true });
    expect([width, await textFaults(page)]).toEqual([width, []]);
  }
  await others.getByRole('button', { name: 'It is another shop: import again with B-' }).click();
  await page.getByText(/^Imported: 1 new/).waitFor();
  await page.getByText('Order numbers begin with B-.').waitFor();
  // Of this file alone: the first shop's next one is none of the second's.
  expect(await page.getByLabel('Before order numbers').inputValue()).toBe('');

  // A row of a third shop went in by its bare number: the whole file again would repeat it.
  const more = `9${orderNumber},Di Third,+79005567104,2026-05-25\n`;
  await send('third.csv', 'Cy Third', '+79005567103', '2026-05-25', more);
  await others.getByText('1 order of this file went in').waitFor();
  expect(await others.getByRole('button', { name: 'It is another shop' }).count()).toBe(0);
  await others.getByRole('button', { name: 'They are the same orders' }).waitFor();
});

test('all orders of the pool that a search finds are dealt out at once, also those that are not loaded yet', async () => {
  const session = await suite.session('administrator');
  const from = 7_000_000_000 + (Date.now() % 100_000_000);
  // Digits would be hidden: they could be somebody's number.
  const town = `Omsk-${Array.from(String(from), (digit) => 'abcdefghij'[Number(digit)]).join('')}`;
  const count = 120;
  const rows = Array.from(
    { length: count },
    (_each, nth) =>
      `${String(from + nth)},+7900557${String(nth).padStart(4, '0')},Pool ${String(nth)},${town}`,
  );
  const file = `order_number,phone,customer_name,town\n${rows.join('\n')}\n`;
  expect((await session.upload('/api/imports', [Buffer.from(file)])).status).toBe(202);
  const inPool = async (): Promise<number> =>
    (await session.must<{ orders: number }>('GET', `/api/pool/count?search=${encodeURIComponent(town)}`))
      .orders;
  await eventually(async () => (await inPool()) === count, { within: 15_000, what: 'the import' });

  const { page } = await suite.signedIn('supervisor', { width: 1440, height: 900 });
  await page.goto('/pool');
  await page.getByLabel('Search').fill(town);
  const all = page.getByRole('button', { name: `Select all ${String(count)} orders found` });
  await all.waitFor();
  await page.getByRole('button', { name: 'Select all shown' }).click();
  await page.getByRole('button', { name: /^Deal (?!120 )\d+ orders$/ }).waitFor();
  await all.click();
  const deal = page.getByRole('button', { name: `Deal ${String(count)} orders` });
  await deal.waitFor();
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${screenshots}/pool-all-${String(width)}.png` });
    expect([width, await textFaults(page)]).toEqual([width, []]);
  }
  expect(await axeViolations(page)).toEqual([]);
  // One is taken out: the others that are loaded stay chosen, and no more.
  const one = page.getByLabel(`Select order ${String(from + count - 1)}`);
  await one.uncheck();
  await deal.waitFor({ state: 'detached' });
  await all.click();
  await page.getByLabel('To').selectOption('104');
  await deal.click();
  await page.getByText(`${String(count)} orders dealt`).waitFor();
  await page.getByText('Nothing found').waitFor();
  expect(await inPool()).toBe(0);
});

test('orders are found by item and by town; the address is hidden where the site says so', async () => {
  const session = await suite.session('administrator');
  const { page } = await suite.signedIn('103', { width: 1440 });
  await page.getByRole('searchbox').fill('large plate');
  await page.getByText('Mara Example').first().waitFor();
  await page.getByRole('searchbox').fill('samara');
  await page.getByText('Mara Example').first().click();
  await page.getByText(/Samara, 1 Mill Lane/).waitFor();
  try {
    await session.must('PATCH', '/api/settings/orders', {
      page: { managersSeeAddress: false, shopHosts: [] },
    });
    await page.reload();
    await page.getByText('Only supervisors see the address.').waitFor();
    expect(await page.getByText(/Mill Lane/).count()).toBe(0);
  } finally {
    await session.must('PATCH', '/api/settings/orders', {
      page: { managersSeeAddress: true, shopHosts: [] },
      statuses: {},
    });
  }
});

test('a checklist that the site writes is ticked in the call, and kept with the outcome', async () => {
  const session = await suite.session('administrator');
  const { page: rules } = await suite.signedIn('administrator', { width: 360 });
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  try {
    await rules.goto('/order-rules');
    await rules.getByLabel('What a call settles').fill('Address confirmed\n\nAdd-on offered\n');
    await rules.getByRole('button', { name: 'Save' }).click();
    await rules.getByText('Saved.').first().waitFor();
    await rules.screenshot({ path: `${screenshots}/order-rules-360.png`, fullPage: true });
    const { page } = await suite.signedIn('103', { width: 1440 });
    const work = new OrderPage(page);
    await page.goto(`/orders/${order!.orderNumber}`);
    const checklist = page.getByTestId('call-checklist');
    await checklist.getByLabel('Address confirmed').check();
    await page.screenshot({ path: `${screenshots}/checklist-1440.png`, fullPage: true });
    await page.setViewportSize({ width: 360, height: 800 });
    await page.screenshot({ path: `${screenshots}/checklist-360.png`, fullPage: true });
    await work.outcome('Confirmed').check();
    await work.saveAndNext.click();
    await work.saved(order!.orderNumber);
    await page.goto(`/orders/${order!.orderNumber}`);
    await page.getByText('☑ Address confirmed').waitFor();
    await page.getByText('☐ Add-on offered').waitFor();
    expect(await checklist.getByLabel('Address confirmed').isChecked()).toBe(false);
  } finally {
    await session.must('PATCH', '/api/settings/orders', { checklist: [] });
  }
});

test('fields of the site are defined, filled by an export and by people, and kept in the history', async () => {
  const session = await suite.session('administrator');
  const orderNumber = `6${String(Date.now() % 100_000_000)}`;
  const { page: rules } = await suite.signedIn('administrator', { width: 1440 });
  try {
    await rules.goto('/order-rules');
    await rules.getByRole('button', { name: 'Add a field' }).click();
    const first = rules.getByRole('group', { name: 'Field 1' });
    await rules.getByRole('button', { name: 'Save' }).click();
    await rules.getByText('Each field needs a name').waitFor();
    await first.getByLabel('Name').fill('Gift wrapping');
    await first.getByLabel('What is filled in').selectOption('choice');
    await first.getByLabel('The list, one line each').fill('red\nblue\n');
    await rules.getByRole('button', { name: 'Add a field' }).click();
    const second = rules.getByRole('group', { name: 'Field 2' });
    await second.getByLabel('Name').fill('Way to the door');
    await rules.getByRole('button', { name: 'Add a field' }).click();
    const third = rules.getByRole('group', { name: 'Field 3' });
    await third.getByLabel('Name').fill('Risk');
    await third.getByLabel('What is filled in').selectOption('yes-no');
    await third.getByLabel('Managers see it').uncheck();
    await rules.getByRole('button', { name: 'Save' }).click();
    await rules.getByText('Saved.').first().waitFor();
    for (const width of [1440, 360]) {
      await rules.setViewportSize({ width, height: 900 });
      await rules.screenshot({ path: `${screenshots}/site-fields-${String(width)}.png`, fullPage: true });
      expect([width, await textFaults(rules)]).toEqual([width, []]);
    }
    expect(await axeViolations(rules)).toEqual([]);

    const defined = await session.must<{ fields: Array<{ id: string }> }>('GET', '/api/settings/orders');
    // A number, which the page offers as the others.
    const weight = { id: 'weight', name: 'Weight, kg', kind: 'number', choices: [], managers: true };
    await session.must('PATCH', '/api/settings/orders', { fields: [...defined.fields, weight] });
    const { fields } = await session.must<{ fields: Array<{ id: string }> }>('GET', '/api/settings/orders');
    await session.must('PATCH', '/api/settings/orders', {
      columns: { plain: { wrapping: `field:${fields[0]!.id}` } },
    });
    const file = `order_number,phone,manager,item_title,wrapping\n${orderNumber},+79005565503,103,Blue cup,red\n`;
    expect((await session.upload('/api/imports', [Buffer.from(file)])).status).toBe(202);
    const { page } = await suite.signedIn('103', { width: 1440 });
    await new OrderPage(page).open(orderNumber);
    const filled = page.getByTestId('order-fields');
    await eventually(async () => (await filled.getByLabel('Gift wrapping').inputValue()) === 'red', {
      within: 15_000,
      what: 'the value of the export',
    });
    expect(await filled.getByLabel('Risk').count()).toBe(0);
    await filled.getByLabel('Gift wrapping').selectOption('blue');
    await page.getByText('Saved.').first().waitFor();
    await filled.getByLabel('Way to the door', { exact: true }).fill('code 12, or ring 8 900 556-55-04');
    await filled.getByRole('button', { name: 'Save: Way to the door' }).click();
    await page.getByText('A number or an address in it was hidden.').first().waitFor();
    const history = page.getByRole('region', { name: 'History' });
    await history.getByText('Gift wrapping').waitFor();
    await history.getByText('code 12, or ring').waitFor();
    // Thousands to one, decimals to another: whoever has typed it is asked.
    const typed = filled.getByLabel('Weight, kg', { exact: true });
    await typed.fill('1,200');
    await filled.getByRole('button', { name: 'Save: Weight, kg' }).click();
    await filled.getByText('This can be read in two ways. Write 1200 or 1.2').waitFor();
    await page.screenshot({ path: `${screenshots}/order-fields-number.png` });
    await typed.fill('1 200,5');
    await filled.getByRole('button', { name: 'Save: Weight, kg' }).click();
    await eventually(async () => (await typed.inputValue()) === '1200.5', {
      within: 15_000,
      what: 'the number',
    });
    expect(await axeViolations(page)).toEqual([]);
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${screenshots}/order-fields-${String(width)}.png`, fullPage: true });
      expect([width, await textFaults(page)]).toEqual([width, []]);
    }
    // The next import states what the first did: what a person has chosen stays.
    expect((await session.upload('/api/imports', [Buffer.from(file)])).status).toBe(202);
    const { fields: shown } = await session.must<{ fields: Array<{ name: string; value: string | null }> }>(
      'GET',
      `/api/orders/${orderNumber}/details`,
    );
    expect(shown.map(({ name, value }) => [name, value])).toEqual([
      ['Gift wrapping', 'blue'],
      ['Way to the door', expect.stringMatching(/^code 12, or ring /)],
      ['Risk', null],
      ['Weight, kg', '1200.5'],
    ]);
  } finally {
    await session.must('PATCH', '/api/settings/orders', { fields: [], columns: {} });
  }
}, 120_000);

/** One grey point. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

test('pictures of items come through Star7, and the browser asks nobody else', async () => {
  const asked: Array<string | undefined> = [];
  const shop = createServer((request, response) => {
    asked.push(request.url);
    response.end(png);
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${String((shop.address() as AddressInfo).port)}`;
  const session = await suite.session('administrator');
  try {
    const orderNumber = `5${String(Date.now() % 100_000_000)}`;
    await session.must('PATCH', '/api/settings/orders', {
      page: { managersSeeAddress: true, shopHosts: [host] },
    });
    const file = `order_number,phone,manager,item_title,product url,image\n${orderNumber},+79005565501,103,Blue cup,http://${host}/cup,http://${host}/cup.png\n`;
    expect((await session.upload('/api/imports', [Buffer.from(file)])).status).toBe(202);
    const { page } = await suite.signedIn('103', { width: 1440 });
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    await page.goto(`/orders/${orderNumber}`);
    const details = page.getByTestId('order-details');
    await details.getByRole('link', { name: 'Blue cup' }).waitFor();
    const picture = details.locator('img');
    await eventually(
      async () =>
        picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth > 0),
      { within: 10_000, what: 'the picture' },
    );
    expect(asked).toEqual(['/cup.png']);
    expect([...hosts]).toEqual([new URL(page.url()).host]);
    await page.screenshot({ path: `${screenshots}/pictures-1440.png`, fullPage: true });
  } finally {
    shop.close();
    await session.must('PATCH', '/api/settings/orders', {
      page: { managersSeeAddress: true, shopHosts: [] },
    });
  }
});

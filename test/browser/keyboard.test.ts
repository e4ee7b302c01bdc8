import type { Locator, Page } from 'playwright-core';

import { eventually } from '../lab/eventually';
import { BrowserSuite } from './browser-suite';
import { freshOrders } from './fresh-orders';
import type { FreshOrder } from './fresh-orders';
import { OrderPage } from './order-page';

const suite = BrowserSuite.declare();
afterEach(() => suite.at.onHook(105));

interface Entry {
  kind: string;
  text: string | null;
  outcome: string | null;
}

async function timeline(orderNumber: string): Promise<Entry[]> {
  const session = await suite.session('105');
  return (await session.must<{ items: Entry[] }>('GET', `/api/orders/${orderNumber}/timeline`)).items;
}

/** As fast as it goes: Enter comes before anything was found. */
async function find(page: Page, { orderNumber, customerName }: FreshOrder): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(orderNumber);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/orders/${orderNumber}`);
  await page.getByRole('heading', { name: customerName }).waitFor();
  await new OrderPage(page).callButton.waitFor();
}

/** What a tile has at its end, as CSS writes it. */
async function mark(radio: Locator): Promise<string> {
  const end = `getComputedStyle(document.querySelector('label:has(input:focus)'), '::after').content`;
  await radio.and(radio.page().locator(':focus')).waitFor();
  return await radio.page().evaluate<string>(end);
}

test('ten orders without a mouse: found, called, hung up, outcome, note, saved', async () => {
  const orders = await freshOrders(suite.lab.star7, '105', 10);
  const phone = suite.phone(105);
  await phone.registered();
  const { page } = await suite.signedIn('105');
  const work = new OrderPage(page);
  await work.search.waitFor();
  // The newest first: none of them is the first of the list.
  for (const order of orders.toReversed()) {
    await find(page, order);
    const since = phone.events.length;
    await page.keyboard.press('Enter');
    const { id } = await phone.incoming({ since });
    await phone.answer();
    await work.talks();
    await page.keyboard.press('0');
    await phone.closed(id!);
    await work.says('You talked');
    await page.keyboard.press('1');
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Control+Enter');
    await work.saved(order.orderNumber);
    await page.waitForURL((url) => !url.pathname.endsWith(order.orderNumber));
  }
  // The last call's record is written just after its end.
  const last = orders[0]!.orderNumber;
  await eventually(async () => (await timeline(last)).length > 1, { within: 5_000, what: 'the last record' });
  const calls = await suite.at.calls(105);
  for (const { orderNumber } of orders) {
    expect(await timeline(orderNumber)).toMatchObject([
      { kind: 'outcome', outcome: 'confirmed', text: 'By keyboard' },
      { kind: 'call' },
    ]);
    expect(calls.filter((call) => call.orderNumber === orderNumber)).toHaveLength(1);
  }
}, 180_000);

test.each(['Space', 'Enter'])(
  'a time chosen with %s is saved with Ctrl+Enter alone, and calls nobody',
  async (key) => {
    const [order] = await freshOrders(suite.lab.star7, '105', 1);
    const { orderNumber } = order!;
    const { page } = await suite.signedIn('105');
    const work = new OrderPage(page);
    await work.search.waitFor();
    await find(page, order!);
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url());
    });
    await page.keyboard.press('3');
    const soon = page.getByRole('radio', { name: 'in an hour' });
    await soon.and(page.locator(':focus')).waitFor();
    expect(await soon.isChecked()).toBe(false);
    expect(await mark(soon)).toBe('none');
    await page.keyboard.press(key);
    expect(await soon.isChecked()).toBe(true);
    expect(await mark(soon)).toContain('✓');
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: 'another time' }).check();
    await page.getByLabel('Date and time').press('Enter');
    expect(sent).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await work.saved(orderNumber);
    expect(sent.filter((url) => url.endsWith('/wrap-up'))).toHaveLength(1);
    expect(await timeline(orderNumber)).toMatchObject([{ kind: 'outcome', outcome: 'call-later' }]);
    const calls = await suite.at.calls(105);
    expect(calls.filter((call) => call.orderNumber === orderNumber)).toEqual([]);
  },
);

test('an Enter that is held after Ctrl+Enter saves once and calls nobody', async () => {
  const [, order] = await freshOrders(suite.lab.star7, '105', 2);
  const phone = suite.phone(105);
  await phone.registered();
  const { page } = await suite.signedIn('105');
  const work = new OrderPage(page);
  await work.search.waitFor();
  await find(page, order!);
  const calls: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/calls')) calls.push(request.url());
  });
  await page.keyboard.press('1');
  await page.keyboard.down('Control');
  await page.keyboard.down('Enter');
  await work.saved(order!.orderNumber);
  await page.waitForURL((url) => !url.pathname.endsWith(order!.orderNumber));
  await work.callButton.and(page.locator(':focus:enabled')).waitFor();
  await page.keyboard.up('Control');
  for (let held = 0; held < 3; held += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  expect(calls).toEqual([]);

  const since = phone.events.length;
  await page.keyboard.press('Enter');
  const { id } = await phone.incoming({ since });
  expect(calls).toHaveLength(1);
  await work.hangUpButton.waitFor();
  await page.keyboard.press('0');
  await phone.closed(id!);
});

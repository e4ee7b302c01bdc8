import type { Locator, Page } from 'playwright-core';

import { eventually } from '../lab/eventually';
import { BrowserSuite } from './browser-suite';
import { closeOrder, freshOrders } from './fresh-orders';
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
  const work = new OrderPage(page);
  await work.callButton.waitFor();
  // Digits choose it, once it is there.
  await work.outcome('Confirmed').waitFor();
}

/** What a tile has at its end, as CSS writes it. */
async function mark(radio: Locator): Promise<string> {
  const end = `getComputedStyle(document.querySelector('label:has(input:focus)'), '::after').content`;
  await radio.and(radio.page().locator(':focus')).waitFor();
  return await radio.page().evaluate<string>(end);
}

test('ten orders without a mouse: found, called, hung up, checklist, outcome, note, saved', async () => {
  const administrator = await suite.session('administrator');
  const checklist = ['Address confirmed', 'Time confirmed', 'Add-on offered'];
  await administrator.must('PATCH', '/api/settings/orders', { checklist });
  try {
    await confirmTen();
  } finally {
    await administrator.must('PATCH', '/api/settings/orders', { checklist: [] });
  }
});

async function confirmTen(): Promise<void> {
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
    for (const item of ['Address confirmed', 'Time confirmed']) {
      await page.keyboard.press('c');
      await page.getByLabel(item).and(page.locator(':focus')).waitFor();
      await page.keyboard.press('Space');
    }
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
      {
        ...{ kind: 'outcome', outcome: 'confirmed', text: 'By keyboard' },
        checklist: [
          { text: 'Address confirmed', done: true },
          { text: 'Time confirmed', done: true },
          { text: 'Add-on offered', done: false },
        ],
      },
      { kind: 'call' },
    ]);
    expect(calls.filter((call) => call.orderNumber === orderNumber)).toHaveLength(1);
  }
}

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

test('every key acts from everywhere or says why not, and an outcome saved by mistake is taken back', async () => {
  const [order] = await freshOrders(suite.lab.star7, '105', 1);
  const { orderNumber } = order!;
  const { page } = await suite.signedIn('105');
  const work = new OrderPage(page);
  const says = (text: string): Promise<void> => page.getByRole('status').getByText(text).waitFor();
  await work.search.waitFor();
  for (const key of ['Enter', '1', 'Control+Enter']) {
    await page.keyboard.press(key);
    await says('Open an order first');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.evaluate('document.activeElement?.blur()');
  }
  await find(page, order!);
  await page.keyboard.press('0');
  await says('There is no call now');
  await page.keyboard.press('Control+z');
  await says('Nothing to undo');
  await page.keyboard.press('9');
  await says('Outcomes are keys 1–7');

  // Saved from wherever the focus is: the page, a button, the search.
  for (const leave of [
    () => page.keyboard.press('Escape'),
    () => work.callButton.focus(),
    () => work.search.focus(),
  ]) {
    await page.evaluate('document.activeElement?.blur()');
    await page.keyboard.press('1');
    await page.keyboard.type('Mistaken');
    await leave();
    await page.keyboard.press('Control+Enter');
    await work.saved(orderNumber);
    await page.waitForURL((url) => !url.pathname.endsWith(orderNumber));
    await page.evaluate('document.activeElement?.blur()');
    await page.keyboard.press('Control+z');
    await says(`Outcome undone, order ${orderNumber} is back`);
    await page.waitForURL(`**/orders/${orderNumber}`);
    await work.callButton.waitFor();
  }
  expect((await timeline(orderNumber)).map(({ kind, outcome }) => [kind, outcome])).toEqual(
    Array.from({ length: 3 }, () => [
      ['outcome-undone', 'confirmed'],
      ['outcome', 'confirmed'],
    ]).flat(),
  );
  const session = await suite.session('105');
  expect(await session.must('GET', `/api/orders/${orderNumber}`)).toMatchObject({
    ...{ queue: 'to-call', lastOutcome: null },
  });

  await page.evaluate('document.activeElement?.blur()');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys' });
  await help.getByText('Save and open the next order, from anywhere').waitFor();
  await help.getByText('There is no call now').waitFor();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });
});

test('a save that is under way is left alone, and every key says so', async () => {
  const [order] = await freshOrders(suite.lab.star7, '105', 1);
  const { page } = await suite.signedIn('105');
  const work = new OrderPage(page);
  await work.search.waitFor();
  await find(page, order!);
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  let calls = 0;
  await page.route('**/wrap-up', async (route) => {
    await held;
    await route.continue();
  });
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/calls')) calls += 1;
  });
  await page.keyboard.press('1');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  for (const key of ['2', 'Enter', 'Control+Enter']) {
    await page.keyboard.press(key);
    await page.getByRole('status').getByText('Still saving').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.evaluate('document.activeElement?.blur()');
  }
  goOn();
  await work.saved(order!.orderNumber);
  expect(await timeline(order!.orderNumber)).toMatchObject([{ kind: 'outcome', outcome: 'confirmed' }]);
  expect(calls).toBe(0);
});

test('a closed order takes no appointment, by key or click, and says why', async () => {
  const [order] = await freshOrders(suite.lab.star7, '105', 1);
  const { orderNumber } = order!;
  await closeOrder(suite.lab.star7, '105', order!);
  const { page } = await suite.signedIn('105');
  const work = new OrderPage(page);
  await work.open(orderNumber);
  const why = 'The order is closed and cannot be called again';
  expect(await work.outcome('Call later').isDisabled()).toBe(true);
  await page.getByRole('form').getByText(why).waitFor();
  await page.keyboard.press('3');
  await page.getByRole('status').getByText(why).waitFor();
  expect(await work.outcome('Call later').isChecked()).toBe(false);
  const session = await suite.session('105');
  const refused = await session.request('POST', `/api/orders/${orderNumber}/wrap-up`, {
    outcome: 'call-later',
    callLaterAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  expect(await refused.json()).toMatchObject({ errors: [{ pointer: '#/outcome', code: 'order-closed' }] });
  expect(await timeline(orderNumber)).toEqual([]);
  await page.keyboard.press('4');
  await page.keyboard.press('Control+Enter');
  await work.saved(orderNumber);
  expect(await timeline(orderNumber)).toMatchObject([{ outcome: 'no-answer', callLaterAt: null }]);
});

test('rows of the list open in a tab of their own as links do, and here with a click', async () => {
  const [order] = await freshOrders(suite.lab.star7, '105', 1);
  const { orderNumber, customerName } = order!;
  const { page } = await suite.signedIn('105');
  const work = new OrderPage(page);
  await work.search.fill(orderNumber);
  const row = page.getByRole('option', { name: orderNumber });
  for (const how of [{ modifiers: ['Control' as const] }, { button: 'middle' as const }]) {
    const [opened] = await Promise.all([page.context().waitForEvent('page'), row.click(how)]);
    await opened.waitForURL(`**/orders/${orderNumber}`);
    await opened.close();
    expect(new URL(page.url()).pathname).toBe('/orders');
  }
  await row.click();
  await page.getByRole('heading', { name: customerName }).waitFor();
  await page.locator('[role="listbox"]:focus').waitFor();
});

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

import path from 'node:path';
import type { Page } from 'playwright-core';
import { ApiSession } from '../lab/api-session';
import { Customers } from '../lab/customers';
import type { CustomerCall } from '../lab/customers';
import type { Phone } from '../lab/phone';
import { axeViolations } from './axe';
import { BrowserSuite, screenshots } from './browser-suite';
import { closeOrder, freshOrders, strangersOrder } from './fresh-orders';
import type { FreshOrder } from './fresh-orders';
import { OrderPage } from './order-page';
import { textFaults } from './text-fit';

/*
 * Customers call the company: what managers and supervisors see of it.
 */

const did = '74950000000';

const suite = BrowserSuite.declare();
let customers: Customers;
beforeAll(async () => {
  const { customers: own, customersMedia: media, sip: pbx } = suite.lab.ports;
  customers = await Customers.start({ own, media, pbx });
  // Else colleagues would take callers whose manager talks.
  await route('PUT', { overflow: 'wait' });
});
afterEach(() => suite.at.onHook(103));
afterAll(async () => {
  await route('DELETE');
  await customers.stop();
});

/** By REST, since a running Star7 sees a change by a command a minute later. */
async function route(method: 'PUT' | 'DELETE', changes?: object): Promise<void> {
  const { administrator = '' } = suite.lab.secrets.accounts;
  const admin = await ApiSession.signIn(suite.lab.star7.httpUrl, 'administrator', administrator);
  const { status } = await admin.request(method, `/api/dids/${did}`, changes);
  expect([200, 204]).toContain(status);
}

async function present(away: boolean, ...extensions: readonly string[]): Promise<void> {
  const admin = await suite.session('administrator');
  for (const extension of extensions) {
    const { status } = await admin.request('PUT', `/api/managers/${extension}/presence`, { away });
    expect(status).toBe(200);
  }
}

async function orderOf103(): Promise<FreshOrder> {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  return order!;
}

async function callFrom({ phone }: FreshOrder): Promise<CustomerCall> {
  return await customers.call({ to: did, from: phone });
}

interface At103 {
  phone: Phone;
  /** How many events the phone has had. */
  since: number;
  page: Page;
  work: OrderPage;
}

/** Manager 103, whose phone is free, at the list of orders. */
async function at103(width?: number): Promise<At103> {
  const phone = suite.phone(103);
  await phone.registered();
  const { page } = await suite.signedIn('103', width === undefined ? {} : { width, height: 640 });
  await page.goto('/orders');
  return { phone, since: phone.events.length, page, work: new OrderPage(page) };
}

function bar(page: Page) {
  return page.getByTestId('caller-bar');
}

function missed(page: Page) {
  return page.getByTestId('missed-calls');
}

/** What is wrong with the page as it is shown now. */
async function faults(page: Page): Promise<string[]> {
  return [...(await textFaults(page)), ...(await axeViolations(page))];
}

test('the order is open before the phone is picked up; then talk, outcome and history as for any call', async () => {
  const order = await orderOf103();
  const { phone, since, page, work } = await at103();
  const { page: narrow } = await suite.signedIn('103', { width: 360, height: 640 });
  const call = await callFrom(order);
  const ringing = await phone.incoming({ since });
  expect(ringing.peerdisplayname).toBe(order.customerName);

  for (const shown of [page, narrow]) {
    await shown.waitForURL(`**/orders/${order.orderNumber}`);
    await shown.getByRole('heading', { name: order.customerName }).waitFor();
    await bar(shown)
      .getByText(`A customer is calling: ${order.customerName}, order ${order.orderNumber}`)
      .waitFor();
    // It is open: there is nothing to press.
    expect(await bar(shown).getByRole('button').count()).toBe(0);
    expect(await textFaults(shown)).toEqual([]);
  }
  await work.says('A customer is calling');
  await work.says('Pick up your phone');
  expect(await axeViolations(page)).toEqual([]);
  expect(await work.hangUpButton.count()).toBe(0);

  await phone.answer();
  await work.says(`Talking with ${order.customerName}`);
  await bar(page).getByText('A customer is calling').waitFor({ state: 'detached' });
  await work.talks();
  call.hangUp();
  await work.says('You talked');
  await page.keyboard.press('1');
  await page.keyboard.press('Control+Enter');
  await work.saved(order.orderNumber);
  await work.open(order.orderNumber);
  await work.history.getByText('Call from the customer').first().waitFor();
});

test('what is typed keeps its order open, and O leads to the caller’s; a caller who gives up is missed, first in line', async () => {
  const [order, other] = [await orderOf103(), await orderOf103()];
  const { phone, since, page, work } = await at103();
  await work.open(other.orderNumber);
  await work.note.fill('Half a sentence');
  const call = await callFrom(order);
  await phone.incoming({ since });
  const open = bar(page).getByRole('button', { name: 'Open the order' });
  await open.waitFor();
  expect(page.url()).toContain(other.orderNumber);
  expect(await faults(page)).toEqual([]);
  await work.note.press('Escape');
  await work.note.blur();
  await page.keyboard.press('o');
  await page.waitForURL(`**/orders/${order.orderNumber}`);
  call.hangUp();
  await bar(page).getByText('A customer is calling').waitFor({ state: 'detached' });
  await work.open(other.orderNumber);
  expect(await work.note.inputValue()).toBe('Half a sentence');

  // Runs before may have left others.
  await work.search.fill(order.orderNumber);
  const row = missed(page).getByRole('option', { name: order.orderNumber });
  await row.getByText('gave up waiting').waitFor();
  await row.getByText(order.customerName).waitFor();
  expect(await faults(page)).toEqual([]);
  await row.click();
  await page.waitForURL(`**/orders/${order.orderNumber}`);
  await page.getByTestId('missed-note').getByText('gave up waiting. Call back.').waitFor();

  // One key calls back; once the customer has answered, nothing is missed.
  const after = phone.events.length;
  await page.keyboard.press('Enter');
  await phone.incoming({ since: after });
  await phone.answer();
  await work.talks();
  await work.hangUpButton.click();
  await row.waitFor({ state: 'detached' });
  await page.getByTestId('missed-note').waitFor({ state: 'detached' });
});

test('a closed order is missed too, and says why it cannot be called and what to do', async () => {
  // Of a customer without another order, which would be the one.
  const order = await strangersOrder(suite.lab.star7, '103');
  await closeOrder(suite.lab.star7, '103', order);
  const { phone, since, page, work } = await at103(360);
  const call = await callFrom(order);
  await phone.incoming({ since });
  call.hangUp();
  await page.goto('/orders');
  await work.search.fill(order.orderNumber);
  const row = missed(page).getByRole('option', { name: order.orderNumber });
  await row.waitFor();
  expect(await textFaults(page)).toEqual([]);
  await row.click();
  await page.getByTestId('missed-note').getByText('have the shop open the order again').waitFor();
  expect(await work.callButton.isDisabled()).toBe(true);
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save and next' }).waitFor();
  await work.outcome('Confirmed').check();
  await work.saveAndNext.click();
  await work.saved(order.orderNumber);
  await page.goto('/orders');
  await work.search.fill(order.orderNumber);
  // It is done: where it was missed, nothing is.
  await page.getByRole('button', { name: /^Done: / }).waitFor();
  expect(await row.count()).toBe(0);
});

test('who calls during a talk waits: the manager sees it beside the talk, a supervisor on the board', async () => {
  const [order, mine] = [await orderOf103(), await orderOf103()];
  const { phone, page, work } = await at103(360);
  await work.open(mine.orderNumber);
  await phone.dial(`*7${mine.orderNumber}`);
  await work.talks();
  const { page: board } = await suite.signedIn('supervisor');
  await board.goto('/board');
  const waiting = board.getByTestId('board-waiting');
  const card = board.locator('[data-extension="103"]');
  await card.getByText('Talking').waitFor();
  await waiting.getByText(/^0$/).waitFor();

  const call = await callFrom(order);
  await bar(page)
    .getByText(`A customer is waiting: ${order.customerName}, order ${order.orderNumber}`)
    .waitFor();
  // The talk goes on where it is; its order stays open, and so does its bar once one goes elsewhere.
  expect(page.url()).toContain(mine.orderNumber);
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await page.getByTestId('call-bar').getByText(mine.orderNumber).waitFor();
  expect(await textFaults(page)).toEqual([]);
  await waiting.getByText(/^1/).waitFor();
  await waiting.getByText(/longest 0:/).waitFor();
  // It is nobody's call yet.
  await card.getByText(mine.orderNumber).waitFor();
  expect(await faults(board)).toEqual([]);

  const since = phone.events.length;
  await phone.hangUp();
  await phone.incoming({ since, within: 10_000 });
  await card.getByText('A customer is calling').waitFor();
  expect(await card.getByRole('button', { name: /^Hang up/ }).count()).toBe(0);
  await phone.answer();
  await card.getByText('Talking to a caller').waitFor();
  await waiting.getByText(/^0$/).waitFor();
  await page.waitForURL(`**/orders/${order.orderNumber}`);
  await work.talks();
  call.hangUp();
  await work.says('You talked');
});

/** A conversation of manager 103 with a customer who called, the order open. */
async function talksTo(order: FreshOrder, width?: number): Promise<At103 & { call: CustomerCall }> {
  const at = await at103(width);
  const call = await callFrom(order);
  await at.phone.incoming({ since: at.since });
  await at.page.waitForURL(`**/orders/${order.orderNumber}`);
  await at.phone.answer();
  await at.work.talks();
  return { ...at, call };
}

test.each([1440, 360])(
  'the customer keys in a new number, at %i px: by key, into the slot chosen',
  async (width) => {
    const order = await strangersOrder(suite.lab.star7, '103');
    const { page, work, call, phone } = await talksTo(order, width);
    const keying = page.getByRole('group', { name: 'Which number will it be?' });
    await page.getByRole('button', { name: 'The customer keys a number in' }).waitFor();
    await page.keyboard.press('n');
    await keying.waitFor();
    expect(await faults(page)).toEqual([]);
    await page.screenshot({ path: path.join(screenshots, `keying-choice-${width}.png`) });
    await page.keyboard.press('Escape');
    await keying.waitFor({ state: 'detached' });
    await page.keyboard.press('n');
    // The first of the three has the focus; the second one is meant.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await work.says('The customer is keying a number in');
    expect(await faults(page)).toEqual([]);
    await page.screenshot({ path: path.join(screenshots, `keying-${width}.png`) });

    await call.keysIn(`8${order.phone.slice(2, -1)}7`);
    await work.says('The customer keyed in a new number: it is saved');
    await work.talks();
    await page.getByRole('button', { name: 'Change the number: Second' }).waitFor();
    await phone.hangUp();
    await work.says('You talked');
    await work.open(order.orderNumber);
    await work.history
      .getByText(/number/i)
      .first()
      .waitFor();
  },
);

test('the manager takes it back; from another page, the bar says that the customer keys, and what came of it', async () => {
  const order = await strangersOrder(suite.lab.star7, '103');
  const { page, work, call, phone } = await talksTo(order, 360);
  await page.getByRole('button', { name: /^The customer keys a number in/ }).click();
  await page.getByRole('group', { name: 'Which number will it be?' }).getByRole('button').first().click();
  await work.says('The customer is keying a number in');
  await call.press('89');
  await page.getByRole('button', { name: /^Stop: talk on/ }).click();
  await work.says('Stopped: nothing has changed');
  await work.talks();

  await page.keyboard.press('n');
  await page.keyboard.press('Enter');
  await work.says('The customer is keying a number in');
  await page.getByRole('button', { name: 'Back to the list' }).click();
  const bar = page.getByTestId('call-bar');
  await bar.getByText(`The customer is keying a number in: order ${order.orderNumber}`).waitFor();
  expect(await textFaults(page)).toEqual([]);
  await call.press('12#34#56#');
  await page.getByText('What the customer keyed in was no telephone number: nothing has changed').waitFor();
  await phone.hangUp();
  await call.over();
});

test('a colleague takes a caller whose manager is away: name and order, but not the order itself', async () => {
  await route('PUT', { overflow: 'everybody' });
  const order = await strangersOrder(suite.lab.star7, '103');
  const { page } = await at103();
  const colleague = suite.phone(105);
  await colleague.registered();
  const { page: taker } = await suite.signedIn('105');
  await taker.goto('/orders');
  await present(false, '105');
  await present(true, '101', '102', '103', '104');
  try {
    const since = colleague.events.length;
    const call = await callFrom(order);
    const ringing = await colleague.incoming({ since, within: 10_000 });
    expect(ringing.peerdisplayname).toBe(order.customerName);
    await bar(taker).getByText(`order ${order.orderNumber}`).waitFor();
    expect(await bar(taker).getByRole('button', { name: 'Open the order' }).count()).toBe(0);
    expect(await faults(taker)).toEqual([]);
    await colleague.answer();
    await taker.getByTestId('call-bar').getByText(`order ${order.orderNumber}`).waitFor();
    expect(await taker.getByTestId('call-bar').getByRole('link').count()).toBe(0);
    await bar(page).getByText('A colleague has taken the call').waitFor();
    await colleague.hangUp();
    await call.over();
  } finally {
    await present(false, '101', '102', '103', '104');
    await route('PUT', { overflow: 'wait' });
  }
});

test('statistics say how many callers were answered and how long they waited, at every width', async () => {
  for (const width of [1440, 360]) {
    const { page } = await suite.signedIn('supervisor', { width });
    await page.goto('/statistics');
    const figures = page.getByTestId('caller-figures');
    await figures.getByText('Answered within 20 s').first().waitFor();
    await figures.getByText(/Service level: the share of calls/).waitFor();
    await figures.getByText(did).first().waitFor();
    expect(await textFaults(page)).toEqual([]);
  }
});

import path from 'node:path';
import type { Page } from 'playwright-core';
import { ApiSession } from '../lab/api-session';
import { Customers } from '../lab/customers';
import type { CustomerCall } from '../lab/customers';
import { axeViolations } from './axe';
import { BrowserSuite, screenshots } from './browser-suite';
import { freshOrders } from './fresh-orders';
import type { FreshOrder } from './fresh-orders';
import { OrderPage } from './order-page';
import { textFaults } from './text-fit';

/*
 * A manager holds and passes on their customer in the page: by buttons, by keys, at a desk and on a narrow screen.
 */

const did = '74950000000';

const suite = BrowserSuite.declare();
let customers: Customers;
beforeAll(async () => {
  const { customers: own, customersMedia: media, sip: pbx } = suite.lab.ports;
  customers = await Customers.start({ own, media, pbx });
  await route('PUT', { overflow: 'wait' });
  await suite.phone(102).registered();
});
afterEach(async () => {
  for (const call of up.splice(0)) call.hangUp();
  await Promise.all([102, 103].map((extension) => suite.at.onHook(extension)));
});
afterAll(async () => {
  await route('DELETE');
  await customers.stop();
});

const up: CustomerCall[] = [];

async function route(method: 'PUT' | 'DELETE', changes?: object): Promise<void> {
  const { administrator = '' } = suite.lab.secrets.accounts;
  const admin = await ApiSession.signIn(suite.lab.star7.httpUrl, 'administrator', administrator);
  const { status } = await admin.request(method, `/api/dids/${did}`, changes);
  expect([200, 204]).toContain(status);
}

/** Manager 103 talks to a customer who has called, with the order open. */
async function talking(width?: number): Promise<{ page: Page; work: OrderPage; order: FreshOrder }> {
  const [order] = (await freshOrders(suite.lab.star7, '103', 1)) as [FreshOrder];
  const phone = suite.phone(103);
  await phone.registered();
  const { page } = await suite.signedIn('103', width === undefined ? {} : { width, height: 740 });
  await page.goto('/orders');
  const since = phone.events.length;
  up.push(await customers.call({ to: did, from: order.phone }));
  await phone.incoming({ since, within: 10_000 });
  await page.waitForURL(`**/orders/${order.orderNumber}`);
  await phone.answer();
  const work = new OrderPage(page);
  await work.says(`Talking with ${order.customerName}`);
  return { page, work, order };
}

async function faults(page: Page): Promise<string[]> {
  return [...(await textFaults(page)), ...(await axeViolations(page))];
}

test.each([1440, 360])(
  '%i px wide: hold and back by H; T, ask a colleague, and leave the customer to them',
  async (width) => {
    const { page, work, order } = await talking(width);
    await page.getByTestId('pass-on').first().waitFor();
    await page.keyboard.press('h');
    await work.says('The customer is on hold');
    expect(await faults(page)).toEqual([]);
    await page.screenshot({ path: path.join(screenshots, `hold-${String(width)}.png`) });
    await page.getByRole('button', { name: 'Back to the customer' }).first().click();
    await work.says(`Talking with ${order.customerName}`);

    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog', { name: 'Transfer the customer' });
    const colleague = dialog.getByRole('radio', { name: /\(102\)/ });
    await colleague.waitFor();
    await dialog.getByText('free').first().waitFor();
    await colleague.check();
    expect(await faults(page)).toEqual([]);
    await page.screenshot({ path: path.join(screenshots, `transfer-${String(width)}.png`) });
    const phone = suite.phone(102);
    const since = phone.events.length;
    await dialog.getByRole('button', { name: 'Ask first' }).click();
    await work.says('Calling your colleague');
    expect(await phone.incoming({ since, within: 10_000 })).toMatchObject({
      peerdisplayname: order.customerName,
    });
    // The colleague's page says who asks, and for which order.
    const { page: theirs } = await suite.signedIn('102', { width, height: 740 });
    await theirs.getByTestId('call-bar').getByText(order.orderNumber).waitFor();
    expect(await textFaults(theirs)).toEqual([]);
    await phone.answer();
    await work.says(/colleague/);
    const leave = page.getByRole('button', { name: 'Leave to the colleague' }).first();
    await page.getByRole('button', { name: 'Three together' }).first().click();
    await work.says('Three together');
    expect(await faults(page)).toEqual([]);
    await page.screenshot({ path: path.join(screenshots, `three-${String(width)}.png`) });
    await leave.click();
    await page.getByTestId('pass-on').first().waitFor({ state: 'detached' });
    // It is the colleague's call now; their page has it in the bar.
    await theirs.getByTestId('call-bar').getByTestId('pass-on').waitFor();
    await theirs.screenshot({ path: path.join(screenshots, `taken-${String(width)}.png`) });
  },
);

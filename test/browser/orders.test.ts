import type { Locator } from 'playwright-core';
import { LeakSearch } from '../scenarios/leak-search';
import { ApiSession } from '../lab/api-session';
import { eventually } from '../lab/eventually';
import { newManager } from '../lab/lab-accounts';
import { BrowserSuite } from './browser-suite';
import { places } from './browser-watch';
import { freshOrders, strangersOrder } from './fresh-orders';
import { OrderPage } from './order-page';
import { signIn } from './sign-in';

const suite = BrowserSuite.declare();

interface Entry {
  kind: string;
  text: string | null;
  hidden: number;
  outcome: string | null;
}

async function timeline(login: string, orderNumber: string): Promise<Entry[]> {
  const session = await suite.session(login);
  return (await session.must<{ items: Entry[] }>('GET', `/api/orders/${orderNumber}/timeline`)).items;
}

test('search finds by number and by part of a name, and never by a phone', async () => {
  const order = await strangersOrder(suite.lab.star7, '103');
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  const rows = page.getByRole('option');
  await work.search.fill(order.orderNumber);
  await rows.filter({ hasText: order.orderNumber }).waitFor();
  expect(await rows.count()).toBe(1);
  await work.search.fill(order.customerName.slice(1).toUpperCase());
  await rows.filter({ hasText: order.orderNumber }).first().waitFor();
  await work.search.fill(order.phone.slice(-7));
  await page.getByText('None of your orders has this number or name').waitFor();
});

test('a search says in which other part the order is, Enter opens it there, and afterwards one is back', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const { orderNumber } = order!;
  const session = await suite.session('103');
  await session.must('POST', `/api/orders/${orderNumber}/wrap-up`, { outcome: 'confirmed' });
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  const chosen = (name: RegExp): Locator => page.getByRole('tab', { name, selected: true });

  await work.search.fill(orderNumber);
  await page.getByText('Not on this tab, but found here:').waitFor();
  for (const name of ['To call 0', 'Later 0', 'Done 1']) await page.getByRole('tab', { name }).waitFor();
  await page.getByRole('button', { name: 'Done: 1' }).click();
  await chosen(/^Done/).waitFor();
  await page.getByRole('option', { name: orderNumber }).waitFor();
  await work.search.press('Escape');
  await chosen(/^To call/).waitFor();

  await work.search.fill(orderNumber);
  await work.search.press('Enter');
  await page.waitForURL(`**/orders/${orderNumber}`);
  await chosen(/^Done/).waitFor();
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await chosen(/^To call/).waitFor();
});

test('the list is gone through by arrow keys, without a mouse, one order for each press', async () => {
  await freshOrders(suite.lab.star7, '103', 5);
  const { page } = await suite.signedIn('103');
  const list = page.getByRole('listbox', { name: 'Orders' });
  const rows = list.getByRole('option');
  await rows.nth(4).waitFor();
  const counted = await page.getByRole('tab', { name: /^To call/ }).innerText();
  await eventually(
    async () => counted.replace(/\D/g, '') === (await rows.first().getAttribute('aria-setsize')),
    { within: 3_000, what: 'the size of the list as a screen reader says it' },
  );
  // Nobody clicks there first: from a button elsewhere, the first press goes to the list.
  await page.getByTestId('duty').focus();
  for (const [key, row, times] of [
    ['ArrowDown', 0, 1],
    ['ArrowDown', 1, 1],
    ['ArrowDown', 2, 3],
    ['ArrowUp', 1, 1],
  ] as const) {
    // Pressed again before it was let go, as a key that is held does.
    for (let held = 0; held < times; held += 1) await page.keyboard.down(key);
    await page.keyboard.up(key);
    await eventually(async () => (await rows.nth(row).getAttribute('aria-selected')) === 'true', {
      within: 3_000,
      what: `row ${String(row)} to be chosen`,
    });
  }
});

test('an order that is opened by its address is in sight in a long list', async () => {
  const { login, oneTime } = await newManager(suite.lab.star7);
  const password = 'quite long enough';
  const session = await ApiSession.signIn(suite.lab.star7.httpUrl, login, oneTime);
  await session.finish(oneTime, password);
  // The last of so many that the list is longer than the window.
  const order = (await freshOrders(suite.lab.star7, login, 40)).at(-1)!;
  const { page } = await suite.person();
  await signIn(page, login, password);
  await new OrderPage(page).open(order.orderNumber);
  const row = page.getByRole('option', { name: order.orderNumber, selected: true });
  await row.waitFor();
  const list = page.getByRole('listbox', { name: 'Orders' });
  expect(await list.getAttribute('aria-activedescendant')).toBe(await row.getAttribute('id'));
  await list.evaluate((element) => ((element as { scrollTop: number }).scrollTop = 0));
  await row.waitFor({ state: 'detached' });
  expect(await list.getAttribute('aria-activedescendant')).toBeNull();
});

test('an order moves: to call, later with a time, done', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const { orderNumber } = order!;
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  await work.find(orderNumber);
  await work.outcome('Call later').check();
  await work.saveAndNext.click();
  await page.getByText('Choose when to call again').waitFor();
  await page.getByRole('radio', { name: 'in an hour' }).and(page.locator(':focus')).waitFor();
  await page.getByRole('radio', { name: 'in an hour' }).check();
  await work.saveAndNext.click();
  await page.getByText(new RegExp(`Order ${orderNumber} saved\\. Next call .*\\d+:\\d\\d`)).waitFor();
  await page.getByRole('tab', { name: /^Later/ }).click();
  await work.search.fill(orderNumber);
  const rows = page.getByRole('option');
  // A row that moves up as the search narrows is not where it was pressed.
  await eventually(async () => (await rows.count()) === 1, { within: 15_000, what: 'one order' });
  await rows.filter({ hasText: orderNumber }).click();
  await page.waitForURL(`**/orders/${orderNumber}`);
  await work.outcome('Confirmed').check();
  await work.saveAndNext.click();
  await work.saved(orderNumber);
  await page.getByRole('tab', { name: /^Done/ }).click();
  await page.getByRole('option', { name: orderNumber }).waitFor();
});

test('the next order is opened at its top, however far down one was', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 2);
  const { orderNumber } = order!;
  const { page } = await suite.signedIn('103');
  await page.setViewportSize({ width: 1280, height: 420 });
  const work = new OrderPage(page);
  await work.open(orderNumber);
  await work.outcome('Confirmed').check();
  await work.saveAndNext.scrollIntoViewIfNeeded();
  expect(await inSight(page.getByRole('heading', { level: 1 }))).toBe(false);
  await work.saveAndNext.click();
  await work.saved(orderNumber);
  await page.waitForURL((url) => !url.pathname.endsWith(orderNumber));
  await work.callButton.and(page.locator(':focus')).waitFor();
  expect(await inSight(page.getByRole('heading', { level: 1 }))).toBe(true);
});

test('an outcome is asked for before anything is sent', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const { page } = await suite.signedIn('103');
  await page.setViewportSize({ width: 1280, height: 480 });
  const work = new OrderPage(page);
  await work.open(order!.orderNumber);
  await work.note.fill('A note without an outcome');
  await work.saveAndNext.click();
  const fault = page.getByRole('alert').getByText('Choose how the call ended');
  await fault.waitFor();
  await work.outcome('Confirmed').and(page.locator(':focus')).waitFor();
  await eventually(() => inSight(fault), { within: 15_000, every: 50, what: 'the message in sight' });
  expect(await timeline('103', order!.orderNumber)).toEqual([]);
});

test('a note with a phone number and an address is kept with both hidden', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  await work.open(order!.orderNumber);
  await work.note.fill('New one: +7 (999) 765-43-21, kira.field@example.org, after six');
  await work.saveNote.click();
  await page.getByText('Note saved').waitFor();
  const entry = work.history.first();
  await entry.getByText('2 numbers or addresses hidden').waitFor();
  const said = await entry.innerText();
  expect(said).toContain('after six');
  expect(said).not.toMatch(/765|kira\.field/);
  expect(await timeline('103', order!.orderNumber)).toMatchObject([{ kind: 'note', hidden: 2 }]);
  expect(await answers()).toContain('after six');
  expect(await answers()).not.toMatch(/765-43-21|9997654321|kira\.field/);
});

test('a number is typed in and never comes back', async () => {
  const order = await strangersOrder(suite.lab.star7, '103');
  const person = await suite.signedIn('103');
  const { page } = person;
  const work = new OrderPage(page);
  await work.open(order.orderNumber);
  await page.getByRole('button', { name: 'Change the number: Main' }).click();
  const field = page.getByLabel('Phone number');
  const save = page.getByRole('button', { name: 'Save the number' });
  const typed = '+7 921 765-12-34';

  await field.fill('12');
  await save.click();
  await eventually(async () => (await field.getAttribute('aria-invalid')) === 'true', { within: 5_000 });
  await field.fill(typed);
  await save.click();
  await page.getByText('The number is saved and hidden').waitFor();
  await work.history.first().getByText('Number changed: Main').waitFor();

  const search = new LeakSearch({
    orders: [{ ...order, phone: '+79217651234', phone2: order.phone, email: 'nobody@example.com' }] as never,
    numbers: ['+79217651234', order.phone],
  });
  // The search knows the number, however it is written: it is found where it is put.
  for (const planted of ['{"phone":"+79217651234"}', 'tel:89217651234', typed]) {
    expect(search.found('api', planted)).not.toEqual([]);
  }
  // Until now it stood in the field in which it was typed.
  await field.waitFor({ state: 'detached' });
  const since = person.seen.length;
  await page.reload();
  await work.history.first().getByText('Number changed: Main').waitFor();
  const received = {
    ...(await suite.watch.received()),
    dom: person.seen.slice(since).map((text) => Buffer.from(text)),
  };
  expect(Buffer.concat(received.dom).toString()).toContain(order.customerName);
  expect(places.flatMap((place) => received[place].flatMap((bytes) => search.found(place, bytes)))).toEqual(
    [],
  );
});

test('a second number can be added, and chosen for the call', async () => {
  const order = await strangersOrder(suite.lab.star7, '103');
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  await work.open(order.orderNumber);
  const second = page.getByRole('button', { name: 'Second', exact: false }).first();
  expect(await second.isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Add a number: Second' }).click();
  await page.getByLabel('Phone number').fill('8 (921) 765 12 00');
  await page.getByRole('button', { name: 'Save the number' }).click();
  await eventually(async () => (await second.getAttribute('aria-pressed')) === 'true', { within: 5_000 });
});

test('somebody else’s order, by typed address, is like one that does not exist', async () => {
  // A customer of a name that is in no other order: the list of one's own stands beside.
  const order = await strangersOrder(suite.lab.star7, '105');
  const { page } = await suite.signedIn('103');
  const shown = async (orderNumber: string): Promise<string> => {
    await page.goto(`/orders/${orderNumber}`);
    await page.getByText('You have no such order').waitFor();
    return (await page.getByRole('main').innerText()).replaceAll(orderNumber, 'N');
  };
  const foreign = await shown(order.orderNumber);
  expect(foreign).toBe(await shown('599999999'));
  expect(foreign).not.toContain(order.customerName);
  const of = (orderNumber: string) =>
    suite.watch.proxy.exchanges
      .filter(({ target }) => target.startsWith(`/api/orders/${orderNumber}`))
      .map(({ target, status, body }) => [
        target.replaceAll(orderNumber, 'N'),
        status,
        body.toString().replaceAll(orderNumber, 'N'),
      ])
      .sort();
  expect(of(order.orderNumber)).toEqual(of('599999999'));
  expect(of(order.orderNumber).map(([, status]) => status)).toContain(404);
});

test('two presses are one entry', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const { orderNumber } = order!;
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  await work.open(orderNumber);
  const release = suite.watch.proxy.hold(({ target }) => target.endsWith('/wrap-up'));
  await work.outcome('Confirmed').check();
  await work.note.fill('Once');
  expect(await work.saveNote.isVisible()).toBe(false);
  await work.note.press('Control+Enter');
  await work.note.press('Control+Enter');
  await work.saveAndNext.click({ force: true }).catch(() => undefined);
  release();
  await work.saved(orderNumber);
  expect(await timeline('103', orderNumber)).toMatchObject([{ outcome: 'confirmed', text: 'Once' }]);
});

test('an answer that was lost, and the same sent again, are one entry', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const { orderNumber } = order!;
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  await work.open(orderNumber);
  const stopLosing = suite.watch.proxy.loseAnswers(({ target }) => target.endsWith('/wrap-up'));
  await work.outcome('Cancelled').check();
  await work.note.fill('Heard only once');
  await work.saveAndNext.click();
  await page
    .getByText(/No connection to the server/)
    .first()
    .waitFor();
  stopLosing();
  expect(await work.note.inputValue()).toBe('Heard only once');
  await work.saveAndNext.click();
  await work.saved(orderNumber);
  expect(await timeline('103', orderNumber)).toMatchObject([
    { outcome: 'cancelled', text: 'Heard only once' },
  ]);
});

test('a customer who is not to be called is not called', async () => {
  const order = await strangersOrder(suite.lab.star7, '103');
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  await work.open(order.orderNumber);
  await work.outcome('Do not call').check();
  await work.saveAndNext.click();
  await work.saved(order.orderNumber);
  await work.open(order.orderNumber);
  await page.getByText('The customer asked not to be called').first().waitFor();
  expect(await work.callButton.isDisabled()).toBe(true);
  expect(await work.calls()).toContain('The customer asked not to be called');
});

/** Whether all of it is within the window, and below the page's own head. */
async function inSight(element: Locator): Promise<boolean> {
  const [box, head] = [await element.boundingBox(), await element.page().getByRole('banner').boundingBox()];
  const height = element.page().viewportSize()!.height;
  return box !== null && box.y >= head!.height && box.y + box.height <= height;
}

/** Everything that the network brought. */
async function answers(): Promise<string> {
  const { api, events, head } = await suite.watch.received();
  return Buffer.concat([...api, ...events, ...head]).toString();
}

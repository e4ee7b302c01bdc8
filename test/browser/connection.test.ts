import type { Page } from 'playwright-core';
import { eventually } from '../lab/eventually';
import { BrowserSuite } from './browser-suite';
import { freshOrders } from './fresh-orders';
import { OrderPage } from './order-page';

const suite = BrowserSuite.declare();
afterEach(() => suite.at.onHook(103));

async function order() {
  const [made] = await freshOrders(suite.lab.star7, '103', 1);
  return made!;
}

test('the network goes in the middle of a call and comes back: nothing typed is lost, and the page shows how it ended', async () => {
  const { orderNumber } = await order();
  const phone = suite.phone(103);
  await phone.registered();
  const since = phone.events.length;
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  await work.open(orderNumber);
  await work.callButton.click();
  const { id } = await phone.incoming({ since });
  await phone.answer();
  await work.talks();
  await work.note.fill('Typed before the network went');

  suite.watch.proxy.cut();
  await page.getByTestId('connection-lost').waitFor();
  await work.note.press('End');
  await work.note.pressSequentially(', and while it was gone');
  await phone.hangUp();
  await phone.closed(id!);

  suite.watch.proxy.mend();
  await page.getByTestId('connection-lost').waitFor({ state: 'detached' });
  await work.says('You hung up');
  expect(await work.note.inputValue()).toBe('Typed before the network went, and while it was gone');
  await work.outcome('Confirmed').check();
  await work.saveAndNext.click();
  await work.saved(orderNumber);
});

test('a whole call while the network was gone is there when it is back', async () => {
  const { orderNumber } = await order();
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  await work.open(orderNumber);
  suite.watch.proxy.cut();
  await page.getByTestId('connection-lost').waitFor();
  const phone = suite.phone(103);
  const id = await phone.dial(`*7${orderNumber}`);
  await phone.event('CALL_ESTABLISHED', { id, within: 10_000 });
  await phone.hangUp();
  await phone.closed(id);
  suite.watch.proxy.mend();
  await page.getByTestId('connection-lost').waitFor({ state: 'detached' });
  await work.history.filter({ hasText: 'Call' }).first().waitFor();
});

test('a short break goes by unnoticed, and no event is missed', async () => {
  const { orderNumber } = await order();
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  await work.open(orderNumber);
  await streams(1);
  const phone = suite.phone(103);
  suite.watch.proxy.cut();
  const id = await phone.dial(`*7${orderNumber}`);
  suite.watch.proxy.mend();
  await streams(2);
  await work.talks();
  await phone.hangUp();
  await phone.closed(id);
  await work.says('You hung up');
});

test('Star7 restarts under an open page: the page comes back by itself', async () => {
  const { orderNumber } = await order();
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  await work.open(orderNumber);
  await work.note.fill('Kept over a restart');
  await suite.lab.star7.restart();
  const phone = suite.phone(103);
  await phone.registered();
  await page.getByTestId('connection-lost').waitFor({ state: 'detached' });
  const id = await phone.dial(`*7${orderNumber}`);
  await work.talks();
  await phone.hangUp();
  await phone.closed(id);
  expect(await work.note.inputValue()).toBe('Kept over a restart');
});

test('a session that ends keeps what was typed until the same person is back', async () => {
  const { orderNumber } = await order();
  const person = await suite.signedIn('103');
  const { page } = person;
  const work = new OrderPage(page);
  await work.open(orderNumber);
  await work.note.fill('Typed in a session that is over');
  await work.outcome('Confirmed').check();
  await person.forgetCookies();
  await saveInVain(page, work);
  await page.getByLabel('Password', { exact: true }).fill(suite.password('103'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await work.note.waitFor();
  expect(new URL(page.url()).pathname).toBe(`/orders/${orderNumber}`);
  expect(await work.note.inputValue()).toBe('Typed in a session that is over');
  expect(await work.outcome('Confirmed').isChecked()).toBe(true);
  await work.saveAndNext.click();
  await work.saved(orderNumber);
});

test('whoever was away too long while a note was half typed finds it after signing in again', async () => {
  const { orderNumber } = await order();
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  await work.open(orderNumber);
  await work.outcome('Confirmed').check();
  await work.note.fill('Half a note, and then');
  await work.note.press('End');
  await work.note.pressSequentially(' the phone rang');
  // The time of the session passes at once: it was used an hour ago.
  await suite.lab.database.query(
    `UPDATE sessions AS s
       JOIN accounts AS a ON a.id = s.account_id JOIN managers AS m ON m.id = a.manager_id
        SET s.last_seen_at = s.last_seen_at - INTERVAL 1 HOUR WHERE m.extension = '103'`,
  );
  await saveInVain(page, work);
  await page.getByLabel('Password', { exact: true }).fill(suite.password('103'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await work.note.waitFor();
  expect(await work.note.inputValue()).toBe('Half a note, and then the phone rang');
  expect(await work.outcome('Confirmed').isChecked()).toBe(true);
  await work.saveAndNext.click();
  await work.saved(orderNumber);
});

test('what one person typed is not shown to the next at the same browser', async () => {
  const { orderNumber } = await order();
  const { page } = await suite.signedIn('103');
  const work = new OrderPage(page);
  await work.open(orderNumber);
  await work.note.fill('Only for its writer');
  const stored = () => page.evaluate<string>('JSON.stringify({ ...localStorage, ...sessionStorage })');
  await eventually(async () => (await stored()).includes('Only for its writer'), {
    within: 5_000,
    what: 'the draft in storage',
  });
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await stored()).not.toContain('Only for its writer');
});

/** Saves where the session is over. The page may find that out before, by what it asks by itself. */
async function saveInVain(page: Page, work: OrderPage): Promise<void> {
  const away = page.getByText(/You were away for a while/);
  await Promise.race([work.saveAndNext.click().catch(() => away.waitFor()), away.waitFor()]);
  await away.waitFor();
}

async function streams(count: number): Promise<void> {
  await eventually(
    () =>
      suite.watch.proxy.exchanges.filter(({ channel, status }) => channel === 'events' && status === 200)
        .length >= count,
    { within: 15_000, what: 'an event stream' },
  );
}

test('a part of the page that the network keeps back is shown once it comes, in its style', async () => {
  const { page } = await suite.signedIn('103');
  const part = /\/assets\/keys-help-[^/]*\.(?:js|css)$/;
  let kept = 0;
  await page.route(part, (route) => {
    kept += 1;
    return route.abort();
  });
  await page.getByRole('searchbox').waitFor();
  await page.keyboard.press('?');
  // Its script and its style, twice.
  await eventually(() => kept >= 4, { within: 15_000, what: 'tries' });
  const help = page.getByRole('dialog', { name: 'Keys' });
  expect(await help.count()).toBe(0);
  await page.unroute(part);
  await help.waitFor();
  const styles = page.locator('link[rel="stylesheet"][href*="keys-help"]');
  expect(
    await styles.evaluateAll((links) => links.map((link) => 'sheet' in link && link.sheet !== null)),
  ).toEqual([true]);
  await page.keyboard.press('Escape');
});

test('where the words of the pages do not come, it is said in both languages, with a way to try again', async () => {
  const { page } = await suite.person();
  const words = '**/assets/common-*.js';
  await page.route(words, (route) => route.abort());
  await page.goto('/');
  const alert = page.getByRole('alert');
  await alert.getByText('Star7 could not be loaded.').waitFor();
  await alert.getByText('Star7 не загрузился.').waitFor();
  await page.unroute(words);
  await alert.getByRole('button', { name: 'Reload' }).click();
  await page.getByLabel('Login').waitFor();
});

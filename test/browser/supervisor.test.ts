import { readFileSync } from 'node:fs';

import { BrowserSuite } from './browser-suite';
import { freshOrders, strangersOrder } from './fresh-orders';
import { OrderPage } from './order-page';

const suite = BrowserSuite.declare();
afterEach(() => suite.at.onHook(103));

test('the live board shows who talks on which order, and hangs up; the manager reads who did', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const work = new OrderPage((await suite.signedIn('103')).page);
  const { page } = await suite.signedIn('supervisor');
  const card = page.getByRole('listitem').filter({ hasText: 'Alice Johnson' });
  await card.getByText('Ready').waitFor();
  const phone = suite.phone(103);
  const id = await phone.dial(`*7${order!.orderNumber}`);
  await card.getByText('Talking').waitFor();
  await card.getByText(order!.orderNumber).waitFor();
  await card.getByText(order!.customerName).waitFor();
  await card.getByRole('button', { name: 'Hang up the call of Alice Johnson' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Hang up' }).click();
  await phone.closed(id);
  await card.getByText('Ready').waitFor();
  await work.says('Ended by a supervisor or a program');
});

test('a manager takes a break and comes back: the board and the other window of the manager follow', async () => {
  const session = await suite.session('supervisor');
  await session.must('PUT', '/api/managers/103/presence', { away: false });
  const work = (await suite.signedIn('103')).page;
  const other = (await suite.signedIn('103')).page;
  const { page } = await suite.signedIn('supervisor');
  const inSection = (section: string) =>
    page.getByTestId(`board-${section}`).getByRole('listitem').filter({ hasText: 'Alice Johnson' });
  await inSection('ready').getByText('Ready').waitFor();
  const takesCalls = (of: typeof work, checked: boolean) =>
    of.getByRole('switch', { name: 'Taking calls', checked });
  await takesCalls(work, true).click();
  await takesCalls(work, false).filter({ hasText: 'Away' }).waitFor();
  await takesCalls(other, false).waitFor();
  await inSection('away')
    .getByText(/^Away since \d/)
    .waitFor();
  // As it is stored, too.
  await other.reload();
  await takesCalls(other, false).click();
  await takesCalls(work, true).filter({ hasText: 'Taking calls' }).waitFor();
  await inSection('ready').getByText('Ready').waitFor();
  expect(await inSection('ready').getByText('Away since').count()).toBe(0);
  // Whoever forgets it has the break ended by a supervisor.
  await takesCalls(work, true).click();
  await inSection('away').getByRole('button', { name: 'End the break of Alice Johnson' }).click();
  await inSection('ready').getByText('Ready').waitFor();
  await takesCalls(work, true).waitFor();
});

test('the call log shows a call, and exports without numbers; the export is in the audit log', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const phone = suite.phone(103);
  const after = await suite.at.newest(103);
  const id = await phone.dial(`*7${order!.orderNumber}`);
  await phone.event('CALL_ESTABLISHED', { id, within: 10_000 });
  await phone.hangUp();
  await phone.closed(id);
  await suite.at.lastRecord(103, { after });

  const { page } = await suite.signedIn('supervisor');
  await page.goto('/calls');
  await page.getByText(order!.orderNumber).first().waitFor();
  const download = page.waitForEvent('download');
  await page.getByText('Export CSV').click();
  const csv = readFileSync(await (await download).path(), 'utf8');
  expect(csv).toContain(order!.orderNumber);
  expect(csv.split('\n')[0]).not.toMatch(/phone|(?<!voic)e-?mail|address/i);

  const administrator = await suite.session('administrator');
  const { items } = await administrator.must<{ items: { action: string; actor: string }[] }>(
    'GET',
    '/api/audit?action=call.export&limit=1',
  );
  expect(items.map(({ action }) => action)).toEqual(['call.export']);
  expect(items[0]?.actor).toContain('supervisor');
});

test('days of a period of one’s own stand in one line', async () => {
  for (const width of [1440, 360]) {
    const { page } = await suite.signedIn('supervisor', { width });
    await page.goto('/statistics?period=custom&from=2026-09-28&to=2026-09-30');
    const days = page.getByRole('button', { name: 'Days' });
    await days.waitFor();
    const { height } = (await days.boundingBox())!;
    expect(height).toBeLessThan(40);
  }
});

test('statistics have charts, and the same as tables', async () => {
  const { page } = await suite.signedIn('supervisor');
  await page.goto('/statistics');
  await page.getByText('By hour of the day').waitFor();
  await page.locator('svg.recharts-surface').first().waitFor();
  await page.getByText('Show as a table').first().click();
  await page.getByRole('table').first().waitFor();
});

test('a note with something hidden is shown as such, without it', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const manager = await suite.signedIn('103');
  const work = new OrderPage(manager.page);
  await work.open(order!.orderNumber);
  await work.note.fill('Ask again at +7 999 765-43-21');
  await work.saveNote.click();
  await manager.page.getByText('Note saved').waitFor();

  const { page } = await suite.signedIn('supervisor');
  await page.goto('/hidden-notes');
  await page.getByText(order!.orderNumber).first().waitFor();
  expect(await page.getByRole('main').innerText()).not.toContain('765-43-21');
});

test('a changed number can be put back', async () => {
  const order = await strangersOrder(suite.lab.star7, '103');
  const manager = await suite.session('103');
  await manager.must('PUT', `/api/orders/${order.orderNumber}/contacts/main`, { number: '+79217651288' });
  const { page } = await suite.signedIn('supervisor');
  await page.goto('/changed-numbers');
  await page.getByRole('button', { name: `Restore the old number: order ${order.orderNumber}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await page.getByText(`Order ${order.orderNumber}: the old number is restored.`).waitFor();
});

test('the call log leads to an order with all that happened on it, and a number is put back there', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const { orderNumber, customerName } = order!;
  const phone = suite.phone(103);
  const after = await suite.at.newest(103);
  const id = await phone.dial(`*7${orderNumber}`);
  await phone.event('CALL_ESTABLISHED', { id, within: 10_000 });
  await phone.hangUp();
  await phone.closed(id);
  await suite.at.lastRecord(103, { after });
  const manager = await suite.session('103');
  await manager.must('POST', `/api/orders/${orderNumber}/notes`, { text: 'Prefers mornings' });
  await manager.must('PUT', `/api/orders/${orderNumber}/contacts/main`, { number: '+79217651288' });

  const { page } = await suite.signedIn('supervisor');
  await page.goto('/calls');
  await page.getByRole('link', { name: orderNumber }).first().click();
  await page.getByRole('heading', { name: `Order ${orderNumber}` }).waitFor();
  await page.getByText(customerName).first().waitFor();
  const { history } = new OrderPage(page);
  for (const entry of [/^Call/, 'Prefers mornings', 'Number changed: Main'])
    await history.filter({ hasText: entry }).first().waitFor();

  const change = history.filter({ hasText: 'Number changed: Main' });
  const restore = page.getByRole('button', { name: 'Restore the old number' });
  await change.and(page.getByRole('listitem').filter({ has: restore })).waitFor();
  await restore.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await page.getByText(`Order ${orderNumber}: the old number is restored.`).waitFor();
  await history.first().getByText('Previous number restored: Main').waitFor();
  await restore.waitFor({ state: 'detached' });
});

test('pages of administrators are not for supervisors', async () => {
  const shown = async (login: string): Promise<{ link: number; button: number; at: string }> => {
    const { page } = await suite.signedIn(login);
    await page.goto('/managers');
    await page
      .getByRole('heading', { name: login === 'administrator' ? 'Managers' : 'On the line' })
      .waitFor();
    return {
      link: await page.getByRole('link', { name: 'Managers' }).count(),
      button: await page.getByRole('button', { name: 'Add a manager' }).count(),
      at: new URL(page.url()).pathname,
    };
  };
  expect(await shown('administrator')).toEqual({ link: 1, button: 1, at: '/managers' });
  expect(await shown('supervisor')).toEqual({ link: 0, button: 0, at: '/board' });
  const adds = async (login: string): Promise<number> => {
    const session = await suite.session(login);
    return (await session.request('POST', '/api/managers', {})).status;
  };
  // Refused for what is missing, and for who asks.
  expect(await adds('administrator')).toBe(400);
  expect(await adds('supervisor')).toBe(403);
});

import { readFileSync } from 'node:fs';

import { axeViolations } from './axe';
import { BrowserSuite, screenshots } from './browser-suite';
import { freshOrders, strangersOrder } from './fresh-orders';
import { OrderPage } from './order-page';
import type { Person } from './person';
import { textFaults } from './text-fit';

const suite = BrowserSuite.declare();

/** At both widths, and where asked for in the dark: nothing is cut off, and nothing is hard to read. */
async function photographed({ page }: Person, name: string, { dark }: { dark: boolean }): Promise<void> {
  for (const colorScheme of dark ? (['light', 'dark'] as const) : (['light'] as const)) {
    await page.emulateMedia({ colorScheme });
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({
        path: `${screenshots}/${name}-${String(width)}-en-${colorScheme}.png`,
      });
      expect([...(await textFaults(page)), ...(await axeViolations(page))]).toEqual([]);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
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
  await page.getByRole('button', { name: `Restore the old one: order ${order.orderNumber}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await page.getByText(`Order ${order.orderNumber}: the old one is restored.`).waitFor();
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
  const restore = page.getByRole('button', { name: 'Restore the old one' });
  await change.and(page.getByRole('listitem').filter({ has: restore })).waitFor();
  await restore.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await page.getByText(`Order ${orderNumber}: the old one is restored.`).waitFor();
  await history.first().getByText('Previous number restored: Main').waitFor();
  await restore.waitFor({ state: 'detached' });
});

test('two persons see a hidden number: asked with a reason, approved with the password, shown once', async () => {
  const { star7 } = suite.lab;
  for (const login of ['supervisor', 'administrator'])
    await star7.mustRun(['reveal', 'persons', '--add', login]);
  const { orderNumber } = await strangersOrder(star7, '103');
  // One that the search for leaks does not know.
  const manager = await suite.session('103');
  await manager.must('PUT', `/api/orders/${orderNumber}/contacts/main`, { number: '+79217651288' });

  const asking = await suite.signedIn('supervisor');
  await asking.page.goto(`/order/${orderNumber}`);
  await asking.page.getByRole('button', { name: 'See what is hidden' }).click();
  const form = asking.page.getByRole('dialog');
  await form.getByLabel('What', { exact: true }).selectOption({ label: 'main number' });
  await form.getByLabel('Reason', { exact: true }).selectOption({ label: 'the customer complains' });
  await form.getByLabel('Why, for whoever approves').fill('Says that a stranger answered');
  await photographed(asking, 'reveal-ask', { dark: true });
  await form.getByRole('button', { name: 'Ask to see' }).click();
  const list = asking.page.getByRole('region', { name: 'Asked to see what is hidden' });
  await list.getByText('waits for a second person').waitFor();
  expect(await list.getByRole('button', { name: 'Approve' }).count()).toBe(0);

  const second = await suite.signedIn('administrator');
  await second.page.goto(`/order/${orderNumber}`);
  await second.page.getByRole('button', { name: 'Approve' }).click();
  const approval = second.page.getByRole('dialog');
  await approval.getByText('Says that a stranger answered').waitFor();
  await approval.getByLabel('Your password, once more').fill('somebody else at this screen');
  await approval.getByRole('button', { name: 'Approve' }).click();
  await approval.getByText('Wrong password').waitFor();
  await photographed(second, 'reveal-approve', { dark: true });
  await approval.getByLabel('Your password, once more').fill(suite.password('administrator'));
  await approval.getByRole('button', { name: 'Approve' }).click();
  await second.page.getByText('approved', { exact: true }).waitFor();

  await asking.page.reload();
  await list.getByRole('button', { name: 'Show once' }).click();
  const look = asking.page.getByRole('dialog');
  await look.getByLabel('Your password, once more').fill(suite.password('supervisor'));
  await look.getByRole('button', { name: 'Show', exact: true }).click();
  const revealed = asking.page.getByTestId('revealed');
  await revealed.getByText('+79217651288').waitFor();
  await photographed(asking, 'revealed', { dark: false });
  await revealed.getByRole('button', { name: 'Hide now' }).click();
  await list.getByText('shown', { exact: true }).waitFor();
  expect(await asking.page.getByText('+79217651288').count()).toBe(0);
  await asking.page.reload();
  await list.getByText('shown', { exact: true }).waitFor();
  expect(await list.getByRole('button', { name: 'Show once' }).count()).toBe(0);

  const log = star7.logs();
  for (const event of ['reveal-asked', 'reveal-approved', 'reveal-shown']) expect(log).toContain(event);
  expect(log).not.toContain('9217651288');
  const { items } = await (
    await suite.session('administrator')
  ).must<{ items: { action: string }[] }>('GET', '/api/audit?limit=50');
  expect(items.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['reveal.ask', 'reveal.approve', 'reveal.look']),
  );
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

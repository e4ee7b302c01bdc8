import path from 'node:path';
import { browserLabOptions } from './browser-lab';
import { BrowserSuite, screenshots } from './browser-suite';
import { freshOrders } from './fresh-orders';
import { OrderPage } from './order-page';
import { ensureMediaAddress, PagePhone, writeBeeps } from './page-phone';
import { textFaults } from './text-fit';

/*
 * A manager who is reached in the page and at the desk phone at once: the choice is made in the page, both ring, and the first to
 * answer has the call.
 */

const suite = BrowserSuite.declare({
  microphone: () => writeBeeps(path.join(browserLabOptions.directory, 'microphone.wav'), 700),
});
beforeAll(() => ensureMediaAddress());
afterEach(async () => {
  const admin = await suite.session('administrator');
  await admin.request('PUT', '/api/managers/105/reach', { devices: null });
  await suite.at.onHook(105);
});

const ringing = 'Your phone is ringing';

/** Manager 105 is on duty in a page. */
async function onDuty() {
  const [order] = await freshOrders(suite.lab.star7, '105', 1);
  const { page } = await suite.signedIn('105');
  const phone = await PagePhone.of(page);
  const work = new OrderPage(page);
  await work.open(order!.orderNumber);
  await phone.goOnDuty();
  const desk = suite.phone(105);
  await desk.registered();
  /** Asks for the call of the order by a program, not by the page: it rings. */
  const ask = async (nth: number): Promise<void> => {
    const { status } = await suite.at.request(
      'POST',
      `/api/orders/${order!.orderNumber}/calls`,
      { extension: '105' },
      { 'idempotency-key': `reach-${order!.orderNumber}-${String(nth)}` },
    );
    expect(status).toBe(201);
  };
  return { page, phone, work, desk, ask };
}

test('page and desk phone ring at once by choice; the first to answer has the call', async () => {
  const { page, phone, work, desk, ask } = await onDuty();
  await page.getByTestId('reach').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Automatically').click();
  await dialog.getByLabel('In the browser').and(page.locator(':checked')).waitFor();
  await dialog.getByLabel('At the desk phone').click();
  await dialog.getByLabel('At the desk phone').and(page.locator(':enabled:checked')).waitFor();
  await page.screenshot({ path: path.join(screenshots, 'reach-1440.png') });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: path.join(screenshots, 'reach-360.png') });
  expect(await textFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await dialog.getByLabel('Reason').selectOption('lunch');
  await dialog.getByLabel('Back').selectOption('30');
  await dialog.getByRole('button', { name: 'Take a break' }).click();
  await dialog.getByText(/^Away since .*, lunch, until/).waitFor();
  await dialog.getByRole('button', { name: 'I am back' }).click();
  await dialog.getByText('On a break, customers').waitFor();
  await page.keyboard.press('Escape');

  const since = desk.events.length;
  await ask(1);
  await phone.bar.getByText(ringing).waitFor();
  await desk.incoming({ since, within: 15_000 });
  await desk.answer();
  await phone.bar.getByText(ringing).waitFor({ state: 'detached' });
  await work.talks();
  await desk.hangUp();
  await work.says('You talked');

  // The other way round.
  const again = desk.events.length;
  await ask(2);
  const { id = '' } = await desk.incoming({ since: again, within: 15_000 });
  await phone.button('Answer').click();
  await desk.closed(id);
  await suite.at.callThat('extension=105&limit=5', ({ phase }) => phase === 'talking');
  await phone.button('End the call').click();
  await suite.at.callThat('extension=105&limit=5', ({ disposition }) => disposition === 'answered');
});

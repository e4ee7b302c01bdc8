import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { eventually } from '../lab/eventually';
import { behaviourNamed } from '../lab/carrier-behaviours';
import { thorough } from '../run/thorough';
import { spokenCode } from '../scenarios/spoken-code';
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

/** For managers' mobiles. */
const ownDid = '74950000088';
/** Answers, and presses nothing. */
const mobile = `+791655588${behaviourNamed('answers').code}`;

test.each(thorough ? (['en', 'ru'] as const) : (['ru'] as const))(
  'the own mobile is written, confirmed by the code that a call says, and gets a PIN, in %s',
  async (language) => {
    const words = wordsIn(language);
    const manager = await suite.session('105');
    await manager.must('PATCH', '/api/session/preferences', { language });
    await suite.lab.star7.mustRun(['did', 'set', ownDid, '--purpose', 'managers', '--language', 'en']);
    // A running Star7 reads it within some seconds.
    await eventually(
      async () => (await (await manager.request('GET', '/api/me/mobile')).text()).includes(ownDid),
      { within: 30_000, what: 'the company number for mobiles' },
    );
    try {
      const { page } = await suite.signedIn('105');
      await page.getByTestId('reach').click();
      const dialog = page.getByRole('dialog');
      const own = dialog.getByTestId('own-mobile');
      const rings = dialog.getByLabel(words.reach.devices.mobile);
      const number = own.getByLabel(words.mobile.label, { exact: true });
      const code = own.getByLabel(words.mobile.code, { exact: true });
      const password = own.locator('input[autocomplete="current-password"]');
      const look = async (name: string): Promise<void> =>
        await lookedAt(page, `own-mobile-${name}-${language}`);
      const press = async (name: keyof typeof words.mobile): Promise<void> =>
        await own.getByRole('button', { name: words.mobile[name], exact: true }).click();

      await press('write');
      await number.fill('12');
      await password.fill(suite.password('105'));
      await press('save');
      await number.and(page.locator('[aria-invalid="true"]')).waitFor();
      await look('wrong');
      await number.fill(mobile);
      await press('save');
      await code.waitFor();
      expect(await rings.isDisabled()).toBe(true);

      const said = await spokenCode(suite.lab, () => press('callMe'));
      await code.fill(String((Number(said) + 1) % 1_000_000).padStart(6, '0'));
      await press('confirm');
      await own.getByText(words.mobile.wrongCode).waitFor();
      await look('code');
      await code.fill(said);
      await press('confirm');
      await own.getByText(words.mobile.known).waitFor();
      await rings.and(page.locator(':enabled')).waitFor();

      await look('known');
      await password.fill(suite.password('105'));
      await press('createPin');
      expect(await own.getByTestId('pin').innerText()).toMatch(/^\d{6}$/);
      await look('pin');
      await press('remove');
      await own.getByRole('button', { name: words.mobile.write, exact: true }).waitFor();
    } finally {
      await manager.request('DELETE', '/api/me/mobile');
      await manager.must('PATCH', '/api/session/preferences', { language: 'en' });
      await suite.lab.star7.mustRun(['did', 'delete', ownDid]);
    }
  },
);

/** The page's own texts. */
function wordsIn(language: 'en' | 'ru') {
  const file = path.join(__dirname, `../../src/web/i18n/${language}/phone.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as {
    mobile: Record<
      | 'write'
      | 'label'
      | 'save'
      | 'callMe'
      | 'code'
      | 'wrongCode'
      | 'confirm'
      | 'known'
      | 'createPin'
      | 'remove',
      string
    >;
    reach: { devices: { mobile: string } };
  };
}

/** Its text fits wherever it is shown; pictures in both colours where there is time for them. */
async function lookedAt(page: Page, name: string): Promise<void> {
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect([name, width, await textFaults(page)]).toEqual([name, width, []]);
    if (!thorough) continue;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({
        animations: 'disabled',
        path: path.join(screenshots, `${name}-${String(width)}-${colorScheme}.png`),
      });
    }
  }
}

import type { Locator, Page } from 'playwright-core';

import type { ApiSession } from '../lab/api-session';
import { eventually } from '../lab/eventually';
import { BrowserSuite } from './browser-suite';
import { freshOrders } from './fresh-orders';
import { OrderPage } from './order-page';
import { textFaults } from './text-fit';

const suite = BrowserSuite.declare();
/** Never those of a run before, which may stand still where that broke off. */
const edition = String(Date.now());
const terms = {
  ru: `Данные клиентов остаются внутри компании. ${edition}`,
  en: `What you learn of customers stays in the company. ${edition}`,
};

interface OutcomeList {
  items: { slug: string }[];
}

let before: OutcomeList;
beforeAll(async () => {
  const session = await suite.session('administrator');
  before = await session.must<OutcomeList>('GET', '/api/settings/outcomes');
});
afterAll(async () => {
  await suite.lab.openAccounts();
  const session = await suite.session('administrator');
  await session.must('PUT', '/api/settings/outcomes', before);
  await session.must('PATCH', '/api/settings', { ...asInstalled, terms: null });
  // Everybody has to accept once more, and the next suite's people are to be past that.
  await suite.lab.openAccounts();
});

test('the terms change while a manager types: they are asked to accept, and what they typed is there', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const { page: managersPage } = await suite.signedIn('103');
  const work = new OrderPage(managersPage);
  await work.open(order!.orderNumber);
  await work.outcome('Confirmed').check();
  await work.note.fill('Half a sentence, and the terms');

  const { page } = await suite.signedIn('administrator');
  await page.goto('/site-settings');
  const form = page.locator('form').filter({ hasText: 'Confidentiality terms' });
  await form.getByLabel('In Russian').fill(' ');
  await form.getByLabel('In English').fill(terms.en);
  await form.getByRole('button', { name: 'Save the new version' }).click();
  await faultAt(form.getByLabel('In Russian'), 'Enter the terms in both languages.');
  await form.getByLabel('In Russian').fill(terms.ru);
  await page.getByText('Everyone has to accept the terms again').waitFor();
  await form.getByRole('button', { name: 'Save the new version' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save and ask everyone' }).click();
  // The administrator too.
  await accept(page);
  await page.getByRole('heading', { name: 'Star7 settings' }).waitFor();

  await work.saveAndNext.click();
  await accept(managersPage);
  await work.note.waitFor();
  expect(new URL(managersPage.url()).pathname).toBe(`/orders/${order!.orderNumber}`);
  expect(await work.note.inputValue()).toBe('Half a sentence, and the terms');
  expect(await work.outcome('Confirmed').isChecked()).toBe(true);
  await work.note.press('End');
  await work.note.pressSequentially(' are accepted');
  await work.saveAndNext.click();
  await work.saved(order!.orderNumber);

  await work.open(order!.orderNumber);
  const written = work.history.filter({ hasText: 'Half a sentence, and the terms are accepted' });
  await written.first().waitFor();
  expect(await written.count()).toBe(1);
});

test('an outcome is added: faults are said at its fields, and managers choose it', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const name = `Ask the courier ${String(Date.now() % 10_000)}`;
  const { page } = await suite.signedIn('administrator');
  await page.goto('/site-settings');
  await page.getByRole('button', { name: 'Add an outcome' }).click();
  const added = page.getByRole('listitem').filter({ has: page.getByLabel('In English') });
  const save = page.getByRole('button', { name: 'Save the outcomes' });
  await save.click();
  await faultAt(added.getByLabel('In Russian'), 'Enter the name in this language, too.');
  await faultAt(added.getByLabel('In English'), 'Enter the name in this language, too.');
  await added.getByLabel('In Russian').fill('Спросить курьера');
  await added.getByLabel('In English').fill(name);
  await added.getByLabel('The order then').selectOption('is called later');
  await added.getByLabel('When').selectOption('after a set time');
  const minutes = added.getByLabel('Delay, minutes');
  await minutes.fill('');
  await save.click();
  await faultAt(minutes, 'Enter the delay in minutes, 1 to 43200.');
  await minutes.fill('45');
  await save.click();
  await page.getByText('Saved.').first().waitFor();
  await page.getByText('The order then is called later · again after 45 minutes').waitFor();

  const { page: managersPage } = await suite.signedIn('103');
  const work = new OrderPage(managersPage);
  await work.open(order!.orderNumber);
  await work.outcome(name).check();
  await work.saveAndNext.click();
  await work.saved(order!.orderNumber);
  await managersPage
    .getByRole('radio', { name: /^Later/ })
    .or(managersPage.getByRole('tab', { name: /^Later/ }))
    .first()
    .click();
  await managersPage.getByRole('option', { name: order!.orderNumber }).first().waitFor();
});

/** As installed, so that a run that broke off leaves nothing behind. */
const asInstalled = {
  ...{ transferScope: null, callBackTries: null, courierAccessHours: null, courierPinAlways: null },
  supervisorListening: null,
};

async function settingsNow(session: ApiSession): Promise<Record<string, unknown>> {
  const { items } = await session.must<{ items: { name: string; value: unknown }[] }>('GET', '/api/settings');
  return Object.fromEntries(items.map(({ name, value }) => [name, value]));
}

test.each([1440, 360])(
  'what colleagues, couriers and supervisors may do, and call-backs: changed, read back, and reset (%i px)',
  async (width) => {
    const session = await suite.session('administrator');
    await session.must('PATCH', '/api/settings', asInstalled);
    const { page } = await suite.signedIn('administrator', { width, height: 900 });
    await page.goto('/site-settings');
    const form = page.locator('form').filter({ hasText: 'Supervisors in conversations' });
    const save = form.getByRole('button', { name: 'Save' });
    const tries = form.getByLabel('Calls for one wish, at most');
    const hours = form.getByLabel('Hours from the hand-over in which a courier may call');
    await tries.fill('6');
    await hours.fill('169');
    await save.click();
    await faultAt(hours, 'From 1 to 168');
    expect(await tries.getAttribute('aria-invalid')).toBe('true');
    await tries.fill('2');
    await hours.fill('8');
    await form.getByLabel('Ask for the PIN on the own mobile too').check();
    await form.getByLabel('To whom managers may transfer customers').selectOption('To everybody');
    await form
      .getByLabel('Listening', { exact: true })
      .selectOption('Announced: both hear it, and the page says so');
    await save.click();
    await page.getByText('Saved.').first().waitFor();
    expect(await textFaults(page)).toEqual([]);
    expect(await settingsNow(session)).toMatchObject({
      ...{ transferScope: 'everybody', callBackTries: 2, courierAccessHours: 8, courierPinAlways: true },
      supervisorListening: 'announced',
    });
    await page.reload();
    expect(await form.getByLabel('Listening', { exact: true }).inputValue()).toBe('announced');
    await form.getByRole('button', { name: 'Reset to the installed value: Not allowed' }).click();
    await save.click();
    await eventually(async () => (await settingsNow(session))['supervisorListening'] === 'off', {
      within: 5_000,
      every: 50,
      what: 'the installed value',
    });
    await session.must('PATCH', '/api/settings', asInstalled);
  },
);

test('a list that no order could ever end by is not saved', async () => {
  const { page } = await suite.signedIn('administrator');
  await page.goto('/site-settings');
  const rows = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Remove / }) });
  await rows.first().waitFor();
  const finishing = rows.filter({ hasText: 'The order then is done' });
  while ((await finishing.count()) > 0)
    await finishing
      .first()
      .getByRole('button', { name: /^Remove / })
      .click();
  await page.getByText('At least one outcome must complete the order; otherwise orders never end.').waitFor();
  expect(await page.getByRole('button', { name: 'Save the outcomes' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await finishing.first().waitFor();
});

/** The page of new terms, whoever it is shown to. */
async function accept(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Confidentiality terms', level: 1 }).waitFor();
  await page.getByText(terms.en).waitFor();
  await page.getByRole('button', { name: 'I accept' }).click();
}

/** Said beside the field, and to screen readers as its description. */
async function faultAt(field: Locator, text: string): Promise<void> {
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  const described = (await field.getAttribute('aria-describedby')) ?? '';
  const ids = described.split(' ').filter((id) => id !== '');
  const said = await Promise.all(ids.map((id) => field.page().locator(`[id="${id}"]`).innerText()));
  expect(said).toContain(text);
}

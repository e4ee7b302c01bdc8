import type { Locator, Page } from 'playwright-core';

import { BrowserSuite } from './browser-suite';
import { freshOrders } from './fresh-orders';
import { OrderPage } from './order-page';

const suite = BrowserSuite.declare();
jest.setTimeout(120_000);

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
  await session.must('PATCH', '/api/settings', { terms: null });
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
  const said = await Promise.all(
    described.split(' ').map((id) => field.page().locator(`[id="${id}"]`).innerText()),
  );
  expect(said).toContain(text);
}

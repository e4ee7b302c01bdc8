import { readFileSync } from 'node:fs';
import path from 'node:path';

import { eventually } from '../lab/eventually';
import { sampleShop } from '../lab/sample-shop';
import { BrowserSuite, guidePicture, screenshots } from './browser-suite';
import { fillSignIn } from './sign-in';
import { textFaults } from './text-fit';

const suite = BrowserSuite.declare();
const header = 'order_number,customer_name,phone,manager_extension';

test('a manager is added, gets a password that is shown once, and signs in with it', async () => {
  const extension = String(10_000 + (Date.now() % 90_000));
  const { page } = await suite.signedIn('administrator');
  await page.goto('/managers');
  await page.getByRole('button', { name: 'Add a manager' }).click();
  const form = page.getByRole('dialog');
  const submit = form.getByRole('button', { name: 'Add and show the password' });
  await submit.click();
  await form.getByText('Enter the extension, for example 101.').waitFor();
  await form.getByRole('textbox', { name: /^Extension/ }).fill(extension);
  await form.getByRole('textbox', { name: /^Name/ }).fill('Nora Newcomer');
  await submit.click();
  const shown = page.getByRole('dialog').filter({ hasText: 'One-time password' });
  await shown.waitFor();
  const password = await shown.locator('pre').nth(1).innerText();
  await shown.getByRole('button', { name: 'I have passed it on' }).click();
  await eventually(async () => (await shown.count()) === 0, { within: 5_000 });
  expect(await page.evaluate<string>('document.documentElement.outerHTML')).not.toContain(password);

  const newcomer = await suite.person();
  await fillSignIn(newcomer.page, extension, password);
  await newcomer.page.getByLabel(/Password from the administrator|Пароль от администратора/).waitFor();
});

test('a CSV is imported: good rows are taken, the others are named by line, and nothing of them is shown', async () => {
  const { page } = await suite.signedIn('administrator');
  await page.goto('/imports');
  const orderNumber = `6${String(Date.now() % 100_000_000)}`;
  const sample = sampleShop().orders[0]!;
  const csv = [
    header,
    `${orderNumber},${sample.customerName},${sample.phone},103`,
    `${orderNumber}1,Nobody,12,103`,
    `${orderNumber}2,Nobody,${sample.phone},unknown`,
    '',
  ].join('\n');
  await drop(csv, 'orders.csv');
  await page.getByText(/Imported: 2 new/).waitFor();
  await page.getByText(/1 row was rejected/).waitFor();
  const download = page.waitForEvent('download');
  await page
    .getByRole('link', { name: /Download the rejected rows/ })
    .first()
    .click();
  const rejects = readFileSync(await (await download).path(), 'utf8');
  expect(rejects).toMatch(/^line,result,reason,column,cell,explanation\n/m);
  expect(rejects).not.toContain(sample.customerName);

  async function drop(text: string, name: string): Promise<void> {
    await page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  }
});

test('a file that is no CSV says what to do', async () => {
  const { page } = await suite.signedIn('administrator');
  await page.goto('/imports');
  const give = async (name: string, mimeType: string, buffer: Buffer): Promise<void> => {
    await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
  };
  await give('empty.csv', 'text/csv', Buffer.alloc(0));
  await page.getByText('This file is empty. Export it from the shop again.').waitFor();
  await give(
    'orders.xls',
    'text/csv',
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(5_000, 1)]),
  );
  await page.getByText(/Files of the types .xls/).waitFor();
  await give('orders.csv', 'text/csv', Buffer.from('order_number,customer_name\n1,A\n'));
  await page
    .getByText(/columns for order number and phone were not found/)
    .first()
    .waitFor({
      timeout: 30_000,
    });
});

test('a setting is refused where it makes no sense, and takes effect where it does', async () => {
  const { page } = await suite.signedIn('administrator');
  await page.goto('/site-settings');
  const hours = page.getByLabel('When customers may be called');
  const before = await hours.inputValue();
  await hours.fill('whenever');
  const save = page.getByRole('button', { name: 'Save', exact: true }).first();
  await save.click();
  await page.getByText(/This cannot be read\. Enter 09:00-21:00/).waitFor();
  await hours.fill('00:00-23:59');
  await save.click();
  await page.getByText('Saved.').first().waitFor();
  const session = await suite.session('administrator');
  try {
    const { items } = await session.must<{ items: { name: string; value: unknown }[] }>(
      'GET',
      '/api/settings',
    );
    expect(items.find(({ name }) => name === 'callingHours')?.value).toBe('00:00-23:59');
  } finally {
    await session.must('PATCH', '/api/settings', { callingHours: null });
  }
  expect(before).not.toBe('');
});

test('what a call to a company number does is said, changed and taken back', async () => {
  const did = `7495${String(1_000_000 + (Date.now() % 9_000_000))}`;
  const session = await suite.session('administrator');
  const stored = async (): Promise<{ did: string; holidays: string[]; group: string | null } | undefined> =>
    (
      await session.must<{ items: { did: string; holidays: string[]; group: string | null }[] }>(
        'GET',
        '/api/dids',
      )
    ).items.find((item) => item.did === did);
  const { page } = await suite.signedIn('administrator');
  await page.goto('/dids');
  const rows = page.getByRole('row');
  await rows.filter({ hasText: 'All other numbers' }).getByText('always').waitFor();
  await page.getByRole('button', { name: 'Add a number' }).click();
  const form = page.getByRole('dialog');
  const add = form.getByRole('button', { name: 'Add', exact: true }).last();
  await add.click();
  await form.getByText('Enter the number.').waitFor();
  await form.getByRole('textbox', { name: 'Company number' }).fill(`+${did}`);
  await form.getByRole('textbox', { name: 'Greeting' }).fill('../secret');
  await form.getByRole('textbox', { name: 'Opening hours' }).fill('mon-fri 09:00-21:00');
  await form.getByLabel('Group for callers').fill('Nobody yet');
  await add.click();
  await form.getByText(/no two dots in a row: custom/).waitFor();
  await form.getByRole('textbox', { name: 'Greeting' }).fill('custom/shop-hello');
  for (const day of ['2027-05-09', '2027-01-01']) {
    await form.getByLabel('Add a day').fill(day);
    // It adds the day, and does not send the form.
    await form.getByLabel('Add a day').press('Enter');
  }
  await form.getByRole('button', { name: 'Remove 9 May 2027' }).click();
  await add.click();
  await page.getByText('No manager is in this group yet').waitFor();
  const row = rows.filter({ hasText: did });
  await row.getByText('mon-fri 09:00-21:00; 1 day closed').waitFor();
  expect(await stored()).toMatchObject({ did, holidays: ['2027-01-01'], group: 'Nobody yet' });

  await page.getByRole('button', { name: `Change: ${did}` }).click();
  await form.getByLabel('Group for callers').fill('');
  await form.getByRole('button', { name: 'Save' }).click();
  await row.getByText('everybody').waitFor();
  expect((await stored())?.group).toBeNull();
  await page.getByRole('button', { name: `Remove: ${did}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await eventually(async () => (await row.count()) === 0, { within: 5_000 });
  expect(await stored()).toBeUndefined();
});

test('trunks and phones as they are', async () => {
  const { page } = await suite.signedIn('administrator');
  await page.goto('/pbx');
  await page.getByText('Asterisk is connected').waitFor();
  await page.getByText('carrier-b').first().waitFor();
  await page.getByText('Alice Johnson').first().waitFor();
});

test('a desk phone at home gets a link, shown once with what to do, and is withdrawn', async () => {
  await suite.lab.star7.restartWith({ STAR7_DESK_PHONE_SERVER: 'sip.shop.example:5061' });
  try {
    for (const [language, words] of [
      [
        'en',
        {
          change: 'Change',
          create: 'Make a link',
          withdraw: 'Withdraw the phone',
          waits: /waits for its phone until/,
        },
      ],
      [
        'ru',
        {
          change: 'Изменить',
          create: 'Создать ссылку',
          withdraw: 'Отозвать телефон',
          waits: /ждёт телефон до/,
        },
      ],
    ] as const) {
      const { page } = await suite.signedIn('administrator');
      const session = await suite.session('administrator');
      await session.must('PATCH', '/api/session/preferences', { language });
      await page.goto('/managers');
      await page.getByRole('row', { name: /105/ }).getByRole('button').click();
      await page.getByRole('menuitem', { name: words.change }).click();
      const part = page.getByTestId('desk-phone');
      for (const make of ['yealink', 'grandstream']) {
        await part.getByRole('combobox').selectOption(make);
        await part.getByRole('textbox').fill('12:34');
        await part.getByRole('button', { name: words.create }).click();
        await part
          .getByText(language === 'en' ? /MAC address from the phone’s label/ : /MAC-адрес с наклейки/)
          .waitFor();
        await part.getByRole('textbox').fill('80:5e:c0:12:34:56');
        await part.getByRole('button', { name: words.create }).click();
        const link = part.getByTestId('desk-phone-link');
        await link.locator('pre', { hasText: '/phone-files/' }).waitFor();
        expect((await link.locator('pre').innerText()).startsWith('http')).toBe(make === 'yealink');
        await part.getByText(words.waits).waitFor();
        await page.setViewportSize({ width: 360, height: 740 });
        await part.getByRole('button', { name: words.withdraw }).scrollIntoViewIfNeeded();
        expect(await textFaults(page)).toEqual([]);
        await page.screenshot({ path: path.join(screenshots, `desk-phone-${make}-${language}-360.png`) });
        await page.setViewportSize({ width: 1440, height: 900 });
        await link.scrollIntoViewIfNeeded();
        await page.screenshot({ path: path.join(screenshots, `desk-phone-${make}-${language}.png`) });
        if (make === 'yealink' && language === 'en')
          await guidePicture(page, 'link', { guide: 'remote-work' });
      }
      // What fails is said, until the next try.
      const address = '**/api/managers/105/desk-phone';
      await page.route(address, (route) => route.abort());
      await part.getByRole('button', { name: words.withdraw }).click();
      await part.getByRole('alert').waitFor();
      await page.unroute(address);
      await part.getByRole('button', { name: words.withdraw }).click();
      await part.getByText(words.waits).waitFor({ state: 'detached' });
      expect(await part.getByRole('alert').count()).toBe(0);
    }
  } finally {
    await (
      await suite.session('administrator')
    ).must('PATCH', '/api/session/preferences', { language: 'en' });
    await suite.lab.star7.restartWith({});
  }
});

test('the audit log shows what was done, and its chain is checked', async () => {
  const { page } = await suite.signedIn('administrator');
  await page.goto('/audit');
  // What was done last: this very sign-in.
  await page.getByText('session.sign-in').first().waitFor();
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.getByText('No entry was changed or removed').waitFor();
});

import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

import { FakeSmsc } from '../fakes/fake-smsc';
import { CustomerMailbox } from '../lab/customer-mailbox';
import { eventually } from '../lab/eventually';
import { mailDomain, mailShop, smsAccount } from '../lab/mail-settings';
import { labPorts } from '../lab/lab-ports';
import { projectFolder } from '../lab/project-folder';
import { axeViolations } from './axe';
import { browserLabOptions } from './browser-lab';
import { BrowserSuite, screenshots } from './browser-suite';
import { freshOrders, strangersOrder } from './fresh-orders';
import type { FreshOrder } from './fresh-orders';
import { OrderPage } from './order-page';
import { textFaults } from './text-fit';

/* Mails and SMS on the page of an order: a real mail server and a centre of SMS beside Star7, a customer who answers. */

const suite = BrowserSuite.declare();
const ports = labPorts(browserLabOptions.basePort);
const mailbox = new CustomerMailbox(ports.lmtp);

const smsc = new FakeSmsc(smsAccount);

beforeAll(async () => {
  await mailbox.listen(ports.mailServer);
  await smsc.listen(ports.smsc);
});
afterAll(async () => {
  await mailbox.close();
  await smsc.close();
});

/** Hosts that a mail would have its reader's browser ask, if it were shown as it came. */
const trackers = Array.from(
  { length: 20 },
  (_, nth) => `http://t${String(nth)}.tracker.example/open.gif?m=1`,
);
const trackingHtml = `<html><head><link rel="stylesheet" href="${trackers[0]!}"><style>body{background:url(${trackers[1]!})}</style></head>
<body background="${trackers[2]!}"><p>Добрый день! Когда доставят диван «Осло»?</p><iframe src="${trackers[3]!}"></iframe>
${trackers
  .slice(4)
  .map((url) => `<img src="${url}" width="1" height="1">`)
  .join('\n')}</body></html>`;

async function picture(): Promise<string> {
  const png = await sharp({ create: { width: 320, height: 180, channels: 3, background: '#3a7' } })
    .png()
    .toBuffer();
  return (png.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');
}

/** As a mail program writes an answer: HTML, a picture, a document, what is quoted, a signature. */
async function answerTo(to: string, { email }: FreshOrder, subject: string): Promise<string> {
  return [
    `From: ${email}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Message-ID: <${randomBytes(8).toString('hex')}@customer.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b1',
    '',
    '--b1',
    'Content-Type: text/html; charset=utf-8',
    '',
    trackingHtml.replace('</body>', `<p>Мой телефон 8 916 123-45-67, почта ${email}</p></body>`),
    '--b1',
    'Content-Type: image/png; name="IMG_2041.png"',
    'Content-Transfer-Encoding: base64',
    '',
    await picture(),
    '--b1',
    'Content-Type: application/pdf; name="паспорт.pdf"',
    '',
    'nothing',
    '--b1--',
    '',
  ].join('\r\n');
}

const mailsOf = (page: Page) => page.getByTestId('mails');

test('a manager writes by keyboard with a template, the draft outlives a reload, and the customer’s answer is read without a request outside', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const { orderNumber, email } = order!;
  const person = await suite.signedIn('103');
  const { page } = person;
  const work = new OrderPage(page);
  await work.open(orderNumber);
  const thread = mailsOf(page);
  await thread.getByText('No mails yet.').waitFor();
  await page.keyboard.press('e');
  const text = thread.getByRole('textbox', { name: 'Text' });
  await text.waitFor();
  await thread.getByLabel('Template').selectOption({ label: 'We could not reach you' });
  await page.keyboard.press('End');
  await page.keyboard.type('\nТелефон 8 916 123-45-67');
  await page.reload();
  expect(await text.inputValue()).toContain('Телефон 8 916');
  expect(await text.inputValue()).toContain(orderNumber);
  await text.press('Control+Enter');
  await page.getByText('1 contact in it was hidden').waitFor();
  const { from, mail } = await mailbox.mailTo(email);
  expect(mail.subject).toContain(orderNumber);
  expect(mail.text).toContain('[…]');
  expect(mail.text).not.toContain('123-45-67');
  await thread.getByText('sent', { exact: true }).waitFor();
  // The next mail begins empty.
  await page.keyboard.press('e');
  expect(await text.inputValue()).toBe('');
  await thread.getByRole('button', { name: 'Cancel' }).click();

  expect(await mailbox.send(email, from, await answerTo(from, order!, `Re: ${mail.subject ?? ''}`))).toBe(
    250,
  );
  // In the work list, whatever its part, and on the page of the order: by an event, without a reload.
  const unread = page.getByTestId('unread-mails');
  await unread.getByRole('option', { name: orderNumber }).waitFor();
  await person.photograph(screenshots, 'mail-unread-1440-en');
  const head = thread.getByRole('button', { name: /Customer/ });
  await head.getByText('unread').waitFor();
  await head.click();
  await thread.getByText('Когда доставят диван').waitFor();
  await thread.getByText('hidden', { exact: true }).first().waitFor();
  await thread.getByText('A file was refused').waitFor();
  await thread.getByText('Read by Manager 103').waitFor();
  await unread.getByRole('option', { name: orderNumber }).waitFor({ state: 'detached' });
  const shown = thread.getByRole('img', { name: 'Picture 1' });
  await shown.scrollIntoViewIfNeeded();
  await page.waitForFunction(
    `[...document.querySelectorAll('[data-testid=mails] img')].some((img) => img.naturalWidth === 320)`,
  );
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    if (width === 1440) await page.keyboard.press('e');
    await text.waitFor();
    await person.photograph(screenshots, `mail-${String(width)}-en`);
    expect([...(await textFaults(page)), ...(await axeViolations(page))]).toEqual([]);
  }
  expect(person.foreignRequests).toEqual([]);

  // The control: the same mail, shown as it came, asks every one of them.
  const other = await suite.person();
  await other.page.setContent(trackingHtml, { waitUntil: 'commit' });
  await other.page.waitForFunction(`document.images.length === 16`);
  expect(other.foreignRequests.length).toBeGreaterThanOrEqual(16);
  other.forgetFaults();
});

test('a bounce is a state in words; the search finds words and no number; supervisors read the thread and change templates', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const { orderNumber, email } = order!;
  const session = await suite.session('103');
  const word = `корица${randomBytes(3).toString('hex')}`;
  await session.must('POST', `/api/orders/${orderNumber}/mails`, {
    text: `Привезли: ${word}. 8 916 123-45-67`,
  });
  const { bounceTo, mail } = await mailbox.mailTo(email);
  expect(mail.from).toMatchObject({ name: mailShop });
  const report = [
    'From: MAILER-DAEMON@mx.customer.example',
    `To: ${bounceTo}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b1',
    'MIME-Version: 1.0',
    '',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.customer.example',
    '',
    `Final-Recipient: rfc822; ${email}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--b1--',
    '',
  ].join('\r\n');
  expect(await mailbox.send('', bounceTo, report)).toBe(250);

  const { page } = await suite.signedIn('103');
  await new OrderPage(page).open(orderNumber);
  await mailsOf(page).getByText('not delivered: the mailbox does not exist').waitFor();
  await mailsOf(page).getByRole('link', { name: 'All mails' }).click();
  const search = page.getByRole('searchbox', { name: 'Search in mails' });
  await search.fill(word.toUpperCase());
  await page.getByRole('link', { name: orderNumber }).waitFor();
  await page.screenshot({ path: `${screenshots}/mail-box-1440-en.png` });
  expect([...(await textFaults(page)), ...(await axeViolations(page))]).toEqual([]);
  await search.fill('123-45-67');
  await page.getByText('Nothing found').waitFor();

  const supervisor = await suite.signedIn('supervisor');
  const { page: theirs } = supervisor;
  await theirs.goto(`/order/${orderNumber}`);
  await mailsOf(theirs).getByText(word).waitFor();
  await theirs.goto('/mail/templates');
  const form = theirs.getByRole('region', { name: 'Payment', exact: true });
  await form.getByLabel('Text').fill('Оплатите заказ {ordre}');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Unknown field').waitFor();
  expect([...(await textFaults(theirs)), ...(await axeViolations(theirs))]).toEqual([]);
  await supervisor.photograph(screenshots, 'mail-templates-1440-en');
});

test('an SMS is written on the page, its parts are counted; the customer gets exactly this text, and the answer is shown without a number', async () => {
  const order = await strangersOrder(suite.lab.star7, '103');
  const person = await suite.signedIn('103');
  const { page } = person;
  // The centre came after Star7: it is tried again, every minute at the latest.
  await eventually(() => smsc.isBound, { within: 70_000, what: 'a bind' });
  await new OrderPage(page).open(order.orderNumber);
  const thread = mailsOf(page);
  await thread.getByText('No mails yet.').waitFor();
  await page.keyboard.press('e');
  // Without an address there is one way alone, and no switch.
  const text = thread.getByRole('textbox', { name: 'Text' });
  await text.fill('ж'.repeat(71));
  await thread.getByText('2 SMS, 63 characters left').waitFor();
  await text.fill('ж'.repeat(269));
  await thread.getByText('Too long: this needs 5 SMS').waitFor();
  const said = `Заказ ${order.orderNumber} собран. Ждём вас сегодня до 21:00.`;
  await text.fill(said);
  await thread.getByText('1 SMS, ').waitFor();
  expect([...(await textFaults(page)), ...(await axeViolations(page))]).toEqual([]);
  await text.press('Control+Enter');
  await thread.getByText('delivered', { exact: true }).waitFor();
  const number = order.phone.slice(1);
  expect(smsc.taken.filter(({ to }) => to === number)).toEqual([
    { from: smsAccount.senders[0], to: number, text: said, parts: 1 },
  ]);
  expect(smsc.faults).toEqual([]);

  const answer = `Спасибо! Я перезвоню с другого: 8 916 123-45-67 (мой основной ${number})`;
  await smsc.deliver({ from: number, to: smsAccount.senders[0]!, text: answer, cutAt: 40 });
  const head = thread.getByRole('button', { name: /Customer/ });
  await head.getByText('unread').waitFor();
  await head.getByText('SMS', { exact: true }).waitFor();
  await head.click();
  await thread.getByText('Я перезвоню с другого').waitFor();
  const shown = await thread.innerText();
  expect(answer).toMatch(/123-45-67/);
  expect(shown).not.toMatch(/123-45-67|7999/);
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await person.photograph(screenshots, `sms-${String(width)}-en`);
    expect([...(await textFaults(page)), ...(await axeViolations(page))]).toEqual([]);
  }
  // A stranger's is the supervisor's.
  await smsc.deliver({ from: '79161234567', to: smsAccount.senders[0]!, text: 'Это магазин?' });
  const { page: theirs } = await suite.signedIn('supervisor');
  await theirs.goto('/mail');
  await theirs.getByTestId('strangers').getByText('Это магазин?').waitFor();
  expect([...(await textFaults(theirs)), ...(await axeViolations(theirs))]).toEqual([]);
});

test('where a customer has both, a switch says by which way the text goes, and nothing goes by the other', async () => {
  const email = `kira.${randomBytes(4).toString('hex')}@customer.example`;
  const order = await strangersOrder(suite.lab.star7, '103', email);
  const { page } = await suite.signedIn('103');
  await eventually(() => smsc.isBound, { within: 70_000, what: 'a bind' });
  await new OrderPage(page).open(order.orderNumber);
  const thread = mailsOf(page);
  await thread.getByText('No mails yet.').waitFor();
  await page.keyboard.press('e');
  const ways = thread.getByRole('radiogroup', { name: 'Send as' });
  const text = thread.getByRole('textbox', { name: 'Text' });
  const subject = thread.getByRole('textbox', { name: 'Subject' });
  // A mail, unless something else is chosen.
  await subject.waitFor();
  await text.fill('Ваш заказ собран.');
  await ways.getByText('SMS', { exact: true }).click();
  await thread.getByText('1 SMS, ').waitFor();
  await subject.waitFor({ state: 'detached' });
  expect(await text.inputValue()).toBe('Ваш заказ собран.');
  expect([...(await textFaults(page)), ...(await axeViolations(page))]).toEqual([]);
  await text.press('Control+Enter');
  await thread.getByText('delivered', { exact: true }).waitFor();
  const sms = () => smsc.taken.filter(({ to }) => to === order.phone.slice(1)).map((each) => each.text);
  const mails = () => mailbox.received.filter(({ to }) => to === email).length;
  expect([sms(), mails()]).toEqual([['Ваш заказ собран.'], 0]);

  await page.keyboard.press('e');
  await ways.getByText('E-mail', { exact: true }).click();
  await thread.getByText('1 SMS, ').waitFor({ state: 'detached' });
  await text.fill('Курьер будет завтра.');
  await text.press('Control+Enter');
  expect((await mailbox.mailTo(email)).mail.text).toContain('Курьер будет завтра.');
  expect([sms(), mails()]).toEqual([['Ваш заказ собран.'], 1]);
});

test('another address is typed and never shown, and its owner confirms it by a link', async () => {
  const [order] = await freshOrders(suite.lab.star7, '103', 1);
  const { orderNumber } = order!;
  const person = await suite.signedIn('103');
  const { page } = person;
  await new OrderPage(page).open(orderNumber);
  const line = mailsOf(page).getByTestId('address');
  await line.getByText('Address not confirmed').waitFor();
  await line.getByRole('button', { name: 'Change the address' }).click();
  const field = line.getByLabel('New e-mail address');
  await field.fill(`someone@${mailDomain}`);
  await field.press('Enter');
  await line.getByText('an address of the shop’s own mail domain').waitFor();
  const fresh = `fresh-${randomBytes(4).toString('hex')}@elsewhere.example`;
  await field.fill(fresh);
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await person.photograph(screenshots, `address-${String(width)}-en`);
    expect([...(await textFaults(page)), ...(await axeViolations(page))]).toEqual([]);
  }
  await field.press('Enter');
  await page.getByText('The address is saved and hidden').waitFor();
  await line.getByRole('button', { name: 'Ask to confirm' }).click();
  await line.getByText('Asked to confirm the address on').waitFor();
  await page.getByRole('region', { name: 'History' }).getByText('E-mail address changed').first().waitFor();

  const { mail } = await mailbox.mailTo(fresh);
  const link = /http:\/\/127\.0\.0\.1:\d+(\/confirm\/[a-z2-7]{32})/.exec(mail.text ?? '')?.[1] ?? '';
  for (const [locale, colorScheme, width, button] of [
    ['ru-RU', 'dark', 360, 'Подтвердить адрес'],
    ['en-GB', 'light', 1440, 'Confirm the address'],
  ] as const) {
    const customer = await suite.person({ locale, colorScheme, width });
    await customer.page.goto(link);
    await customer.page.getByRole('button', { name: button }).waitFor();
    await customer.photograph(screenshots, `confirm-${String(width)}-${locale.slice(0, 2)}-${colorScheme}`);
    expect(await axeViolations(customer.page)).toEqual([]);
    if (locale !== 'en-GB') continue;
    await customer.page.getByRole('button', { name: button }).click();
    await customer.page.getByText('Address confirmed').waitFor();
    await customer.page.goto(link);
    await customer.page.getByRole('button', { name: button }).click();
    await customer.page.getByText('This link is not valid').waitFor();
  }
  await line.getByText('Address confirmed on').waitFor();
  expect(person.received()).not.toContain(link.slice(-32));
});

const certificate = path.join(projectFolder, 'test/fixtures/tls/localhost.crt');

/** @returns what a manager's mail program is told when it signs in with this password: 235, or another code */
async function programSignsIn(password: string): Promise<number | undefined> {
  const program = createTransport({
    ...{ host: 'localhost', port: ports.submission, secure: true, auth: { user: '103', pass: password } },
    ...{ tls: { ca: readFileSync(certificate, 'utf8') }, logger: false },
  });
  try {
    await program.verify();
    return 235;
  } catch (error) {
    return (error as { responseCode?: number }).responseCode;
  } finally {
    program.close();
  }
}

const programWords = {
  en: {
    ...{ change: 'Change', allowed: 'May use a mail program', noToken: 'No password for the program yet.' },
    ...{ mailbox: 'Mailbox for copies', known: /^Known, and not shown/, forbidden: /administrator has to/ },
    ...{ title: 'My mail program', copies: /go to your mailbox/ },
    ...{ password: 'Your Star7 password', make: 'Make a password for the program', another: /^Make another/ },
    ...{ withdraw: 'Withdraw the password', copyToken: 'Copy the password' },
    ...{ copy: 'Copy the address for my mail program', addressCopied: 'The address is copied' },
    ...{ text: 'Text', makeTheirs: 'Make a password', shownOnce: 'Copy the password; it is shown only now' },
  },
  ru: {
    ...{ change: 'Изменить', allowed: 'Можно пользоваться почтовой программой' },
    ...{ noToken: 'Пароля для программы ещё нет.', mailbox: 'Почта для копий' },
    ...{ known: /^Указана, но не показывается/, forbidden: /должен разрешить администратор/ },
    ...{ title: 'Моя почтовая программа', copies: /приходят в вашу/ },
    ...{ password: 'Ваш пароль в Star7', make: 'Создать пароль для программы', another: /^Создать новый/ },
    ...{ withdraw: 'Отозвать пароль', copyToken: 'Скопировать пароль' },
    ...{ copy: 'Скопировать адрес для почтовой программы', addressCopied: 'Адрес скопирован' },
    ...{ text: 'Текст', makeTheirs: 'Создать пароль', shownOnce: 'Скопировать пароль, больше не покажем' },
  },
} as const;

test('a manager’s own mail program: allowed, its password made, shown once, made anew and withdrawn, an order’s address copied', async () => {
  const { star7 } = suite.lab;
  const keyFile = suite.lab.place.file('star7', 'submission.key');
  writeFileSync(keyFile, readFileSync(certificate.replace(/crt$/, 'key')), { mode: 0o600 });
  await star7.restartWith({
    STAR7_MAIL_SUBMISSION_TLS_PORT: String(ports.submission),
    ...{ STAR7_MAIL_SUBMISSION_CERT_FILE: certificate, STAR7_MAIL_SUBMISSION_KEY_FILE: keyFile },
  });
  const sessions = [await suite.session('administrator'), await suite.session('103')];
  const speak = async (language: 'en' | 'ru'): Promise<void> => {
    for (const each of sessions) await each.must('PATCH', '/api/session/preferences', { language });
  };
  const [order] = await freshOrders(star7, '103', 1);
  const [administrator, manager] = [await suite.signedIn('administrator'), await suite.signedIn('103')];
  const mailbox103 = `anna-${randomBytes(4).toString('hex')}@works.example`;
  try {
    for (const language of ['en', 'ru'] as const) {
      const words = programWords[language];
      await sessions[0]!.must('PATCH', '/api/managers/103/mail-program', { allowed: false });
      await speak(language);
      const seen = async (who: typeof manager, name: string, shown: string): Promise<void> => {
        for (const width of [360, 1440]) {
          await who.page.setViewportSize({ width, height: 900 });
          await who.page.getByTestId(shown).scrollIntoViewIfNeeded();
          await who.photograph(screenshots, `program-${name}-${String(width)}-${language}`);
          expect([...(await textFaults(who.page)), ...(await axeViolations(who.page))]).toEqual([]);
        }
      };
      // The manager may not yet.
      const { page } = manager;
      await page.goto('/settings');
      const own = page.getByRole('region', { name: words.title });
      await own.getByText(words.forbidden).waitFor();

      const { page: theirs } = administrator;
      await theirs.goto('/managers');
      await theirs.getByRole('row', { name: /103/ }).getByRole('button').click();
      await theirs.getByRole('menuitem', { name: words.change }).click();
      const part = theirs.getByTestId('mail-program');
      await part.getByRole('switch', { name: words.allowed }).click();
      await part.getByText(words.noToken).waitFor();
      const field = part.getByLabel(words.mailbox);
      await field.fill('nobody');
      await field.press('Enter');
      await part.locator('input[type=email][aria-invalid=true]').waitFor();
      await field.fill(mailbox103);
      await field.press('Enter');
      await part.getByText(words.known).waitFor();
      expect(await field.inputValue()).toBe('');
      await part.getByRole('button', { name: words.makeTheirs }).click();
      await part.getByRole('button', { name: words.shownOnce }).waitFor();
      const theirsToken = await part.locator('pre').innerText();
      await seen(administrator, 'form', 'mail-program');

      await page.reload();
      await own.getByText(words.copies).waitFor();
      await own.getByText('localhost').waitFor();
      await own.getByText(String(ports.submission)).waitFor();
      const tokens = [theirsToken];
      await own.getByLabel(words.password, { exact: true }).fill(suite.password('103'));
      await own.getByRole('button', { name: words.another }).click();
      const token = own.getByTestId('program-token');
      await token.getByRole('button', { name: words.copyToken }).click();
      tokens.push(await token.locator('pre').innerText());
      expect(await Promise.all(tokens.map(programSignsIn))).toEqual([535, 235]);
      await seen(manager, 'settings', 'own-program');
      // Shown once; taken back, and made by the manager alone.
      await page.reload();
      await own.getByRole('button', { name: words.withdraw }).click();
      await own.getByText(words.noToken).waitFor();
      expect(await page.evaluate<string>('document.documentElement.outerHTML')).not.toContain(tokens[1]);
      expect(await programSignsIn(tokens[1]!)).toBe(535);
      await own.getByLabel(words.password, { exact: true }).fill(suite.password('103'));
      await own.getByRole('button', { name: words.make }).click();
      await token.waitFor();

      // Pasted, it is what is shown: also over plain HTTP, where the clipboard takes what is selected alone.
      await page.goto(`/orders/${order!.orderNumber}`);
      const line = page.getByTestId('program-address');
      await line.getByRole('button', { name: words.copy }).click();
      await page.getByText(words.addressCopied).waitFor();
      const address = await line.locator('code').innerText();
      expect(address).toMatch(/^m\.[a-z2-7]{16}@mail\.shop\.example$/);
      await page.keyboard.press('e');
      const text = mailsOf(page).getByRole('textbox', { name: words.text });
      await text.fill('');
      await text.press('Control+v');
      expect(await text.inputValue()).toBe(address);
      await text.fill('');
      await seen(manager, 'address', 'program-address');
    }
  } finally {
    await sessions[0]!.must('PATCH', '/api/managers/103/mail-program', { allowed: false });
    await speak('en');
    await star7.restartWith({});
  }
});

import path from 'node:path';
import type { Page } from 'playwright-core';
import type { ApiCall } from '#calls/call-json';
import { eventually } from '../lab/eventually';
import type { ApiSession } from '../lab/api-session';
import { behaviourNamed } from '../lab/carrier-behaviours';
import { NumberSearch } from '../lab/number-search';
import { axeViolations } from './axe';
import { BrowserSuite, screenshots } from './browser-suite';
import { freshOrders } from './fresh-orders';
import type { FreshOrder } from './fresh-orders';
import { textFaults } from './text-fit';

/*
 * Couriers in the pages: who keeps them and signs them in, and the page on a courier's own mobile.
 */

const suite = BrowserSuite.declare();

/** Answers, and presses 1 a little later. */
const mobile = `+791655578${behaviourNamed('presses-1').code}`;
const number = '317';
/** What a dispatcher adds in the page. */
const added = '318';

type Language = 'en' | 'ru';

/** What the page says, in both languages. */
const words = {
  en: {
    title: 'My deliveries',
    call: 'Call',
    signIn: 'Sign in',
    code: 'Code',
    empty: 'Nothing to deliver',
    yourMobile: 'Calling your mobile: pick up',
    pressOne: 'Press 1 on your mobile',
    talking: 'You are talking',
    hangUp: 'Hang up',
    refused: /This code does not work/,
    tooMany: /Too many/,
    signedOut: /For couriers/,
  },
  ru: {
    title: 'Мои доставки',
    call: 'Позвонить',
    signIn: 'Войти',
    code: 'Код',
    empty: 'Везти нечего',
    yourMobile: 'Звоним вам: снимите трубку',
    pressOne: 'Нажмите 1 на телефоне',
    talking: 'Разговор',
    hangUp: 'Завершить',
    refused: /Код не подошёл/,
    tooMany: /Слишком много/,
    signedOut: /Для курьеров/,
  },
} as const;

let admin: ApiSession;
beforeAll(async () => {
  admin = await suite.session('administrator');
  // A run that was broken off leaves its couriers.
  for (const each of [number, added]) await admin.request('POST', `/api/couriers/${each}/disable`);
  await admin.must('POST', '/api/couriers', { number, name: 'Sergey Orlov', phone: mobile, language: 'en' });
});
afterAll(async () => {
  for (const each of [number, added]) await admin.request('POST', `/api/couriers/${each}/disable`);
});

const carried: FreshOrder[] = [];
afterEach(async () => {
  await delivered(carried.splice(0));
  const { items } = await admin.must<{ items: ApiCall[] }>('GET', '/api/calls?limit=5');
  for (const { id, disposition } of items)
    if (disposition === null) await admin.request('DELETE', `/api/calls/${id}`);
});

/** Two orders on the way with the courier. */
async function carries(): Promise<[FreshOrder, FreshOrder]> {
  const orders = (await freshOrders(suite.lab.star7, '103', 2)) as [FreshOrder, FreshOrder];
  for (const { orderNumber } of orders)
    await admin.must('PUT', `/api/orders/${orderNumber}/delivery`, { courier: number });
  carried.push(...orders);
  return orders;
}

async function delivered(orders: readonly FreshOrder[]): Promise<void> {
  for (const { orderNumber } of orders)
    await admin.must('PUT', `/api/orders/${orderNumber}/delivery`, { ended: 'delivered' });
}

async function newCode(): Promise<string> {
  return (await admin.must<{ code: string }>('POST', `/api/couriers/${number}/code`)).code;
}

async function faults(page: Page): Promise<string[]> {
  return [...(await textFaults(page)), ...(await axeViolations(page))];
}

/** What is wrong with the page as it is shown now, and a picture for people. */
async function lookedAt(page: Page, name: string): Promise<string[]> {
  await page.screenshot({ path: path.join(screenshots, `${name}.png`), animations: 'disabled' });
  return (await faults(page)).map((fault) => `${name}: ${fault}`);
}

const widths = [1440, 360] as const;
const everyLook = widths.flatMap((width) =>
  (['en', 'ru'] as const).map((language) => [width, language] as const),
);

/** A courier at a browser of their own, which is English as the courier is: nobody is signed in. */
async function courierAt(width: number, language: Language): Promise<Page> {
  const { page } = await suite.person({ width, height: 740 });
  await page.goto('/courier');
  // What is chosen counts more than the courier's own language.
  await page.getByText(language === 'en' ? 'English' : 'Русский', { exact: true }).click();
  await page.getByRole('heading', { name: words[language].signedOut }).waitFor();
  return page;
}

describe('the page Couriers', () => {
  async function speak(page: Page, language: Language): Promise<void> {
    await page.goto('/settings');
    await page.getByText(language === 'en' ? 'English' : 'Русский', { exact: true }).click();
    const title = language === 'en' ? 'My settings' : 'Мои настройки';
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  }

  test.each(widths)(
    '%i px wide: a courier is added, and gets a PIN, a code and a link, each shown once',
    async (width) => {
      await admin.request('POST', `/api/couriers/${added}/disable`);
      const { page } = await suite.signedIn('administrator', { width, height: 740 });
      await page.goto('/couriers');
      await page.getByRole('heading', { name: 'Couriers', level: 1 }).waitFor();
      await page.getByRole('button', { name: 'Add a courier' }).first().click();
      const form = page.getByRole('dialog');
      const save = form.getByRole('button', { name: 'Save' });
      await form.getByLabel('Name').fill('Konstantin Maximilianovsky');
      await form.getByLabel('Courier number').fill('12a');
      await save.click();
      await form.getByText('One to six digits').waitFor();
      await form.getByLabel('Courier number').fill(number);
      await form.getByLabel('Own mobile').fill('12');
      await save.click();
      await form
        .getByText(/number/i)
        .first()
        .waitFor();
      expect(await lookedAt(page, `courier-form-${width}-en`)).toEqual([]);
      await form.getByLabel('Own mobile').fill(mobile.replace(/71$/, '00'));
      await save.click();
      await form.getByText('Another courier has this number: disable that one first').waitFor();
      await form.getByLabel('Courier number').fill(added);
      for (const day of ['Sat', 'Sun']) await form.getByLabel(day).uncheck();
      await save.click();
      await form.waitFor({ state: 'detached' });
      const row = page.getByRole('row').filter({ hasText: 'Konstantin Maximilianovsky' });
      await row.getByText('Mon, Tue, Wed, Thu, Fri', { exact: true }).waitFor();
      await row.getByText('mobile', { exact: true }).waitFor();
      await row.getByText('no PIN').waitFor();

      const actions = page.getByRole('button', { name: 'Actions for Konstantin Maximilianovsky' });
      const secret = page.getByTestId('courier-secret');
      await actions.click();
      await page.getByRole('menuitem', { name: 'New PIN' }).click();
      const pin = await secret.locator('pre').innerText();
      expect(pin).toMatch(/^\d{6}$/);
      expect(await lookedAt(page, `courier-pin-${width}-en`)).toEqual([]);
      await secret.getByRole('button', { name: 'Done' }).click();
      await secret.waitFor({ state: 'detached' });
      await row.getByText('PIN', { exact: true }).waitFor();

      await actions.click();
      await page.getByRole('menuitem', { name: 'Code for the page' }).click();
      const lines = secret.locator('pre');
      const [code, link] = [await lines.nth(0).innerText(), await lines.nth(1).innerText()];
      expect(link).toBe(`${new URL(page.url()).origin}/courier#${code}`);
      expect(await lookedAt(page, `courier-code-${width}-en`)).toEqual([]);
      await secret.getByRole('button', { name: 'Done' }).click();
      await secret.waitFor({ state: 'detached' });
      expect(await page.content()).not.toContain(code);

      // The same in Russian, whose words are longer.
      await speak(page, 'ru');
      await page.goto('/couriers');
      await page.getByRole('heading', { name: 'Курьеры', level: 1 }).waitFor();
      await row.waitFor();
      expect(await lookedAt(page, `couriers-${width}-ru`)).toEqual([]);
      await page.getByRole('button', { name: 'Действия: Konstantin Maximilianovsky' }).click();
      await page.getByRole('menuitem', { name: 'Изменить' }).click();
      await page.getByRole('dialog').getByLabel('Свой мобильный').waitFor();
      expect(await lookedAt(page, `courier-form-${width}-ru`)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Действия: Konstantin Maximilianovsky' }).click();
      await page.getByRole('menuitem', { name: 'Код для страницы' }).click();
      await secret.waitFor();
      expect(await lookedAt(page, `courier-code-${width}-ru`)).toEqual([]);
      await secret.getByRole('button', { name: 'Готово' }).click();
      await secret.waitFor({ state: 'detached' });
      await speak(page, 'en');
    },
  );

  test('supervisors make codes; the list is administrators’; who is disabled is gone', async () => {
    await admin.request('POST', `/api/couriers/${added}/disable`);
    await admin.must('POST', '/api/couriers', { number: added, name: 'Konstantin Maximilianovsky' });
    const { page: supervisors } = await suite.signedIn('supervisor');
    await supervisors.goto('/couriers');
    await supervisors.getByRole('button', { name: 'Actions for Sergey Orlov' }).click();
    await supervisors.getByRole('menuitem', { name: 'Code for the page' }).waitFor();
    expect(await supervisors.getByRole('menuitem').allInnerTexts()).toEqual(['Code for the page']);
    expect(await supervisors.getByRole('button', { name: 'Add a courier' }).count()).toBe(0);
    expect(
      (await (await suite.session('supervisor')).request('POST', `/api/couriers/${added}/pin`)).status,
    ).toBe(403);

    const { page } = await suite.signedIn('administrator');
    await page.goto('/couriers');
    await page.getByRole('button', { name: 'Actions for Konstantin Maximilianovsky' }).click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    const dialog = page.getByRole('dialog', { name: 'Disable Konstantin Maximilianovsky?' });
    expect(await faults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Disable' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Konstantin Maximilianovsky' });
    await row.waitFor({ state: 'detached' });
  });

  test('an order is handed over on its own page', async () => {
    const [order] = (await freshOrders(suite.lab.star7, '103', 1)) as [FreshOrder];
    const { page } = await suite.signedIn('103', { width: 360, height: 740 });
    await page.goto(`/orders/${order.orderNumber}`);
    const delivery = page.getByRole('region', { name: 'Delivery' });
    await delivery.getByLabel('Courier').selectOption(number);
    await delivery.getByText(/On the way since/).waitFor();
    expect(await lookedAt(page, 'delivery-360-en')).toEqual([]);
    await delivery.getByRole('button', { name: 'Delivered' }).click();
    await delivery.getByText(/On the way since/).waitFor({ state: 'detached' });
  });
});

describe('a courier’s own page', () => {
  test.each(everyLook)(
    '%i px wide, in %s: a link signs in, and shows what is on the way',
    async (width, language) => {
      const says = words[language];
      const orders = await carries();
      const page = await courierAt(width, language);
      await page.goto(`/courier#${await newCode()}`);
      await page.getByRole('heading', { name: says.title }).waitFor();
      // The code is not left in the address, which others may see in the history.
      expect(new URL(page.url()).hash).toBe('');
      for (const { customerName, orderNumber } of orders) {
        const item = page.getByRole('listitem').filter({ hasText: orderNumber });
        await item.getByText(customerName).waitFor();
        await item.getByRole('button', { name: customerName }).waitFor();
      }
      expect(await lookedAt(page, `courier-day-${width}-${language}`)).toEqual([]);

      // Delivered: nothing is left to call.
      await delivered(orders);
      await page.reload();
      await page.getByText(says.empty).waitFor();
      expect(await lookedAt(page, `courier-empty-${width}-${language}`)).toEqual([]);
    },
  );

  test.each([
    [360, 'ru'],
    [1440, 'en'],
  ] as const)(
    '%i px wide, in %s: a code that is typed signs in once; Call rings the own mobile, and then the customer',
    async (width, language) => {
      const says = words[language];
      const orders = await carries();
      const [order] = orders;
      const page = await courierAt(width, language);
      const code = page.getByLabel(says.code);
      const signIn = page.getByRole('button', { name: says.signIn });
      await code.fill('kq7m-wz2h-pnde');
      await signIn.click();
      await page.getByRole('alert').getByText(says.refused).waitFor();
      expect(await lookedAt(page, `courier-code-refused-${width}-${language}`)).toEqual([]);
      const right = await newCode();
      await code.fill(` ${right.toUpperCase()} `);
      await signIn.click();
      await page.getByRole('heading', { name: says.title }).waitFor();

      const before = suite.lab.carrier.invites().length;
      await page.getByRole('listitem').filter({ hasText: order.orderNumber }).getByRole('button').click();
      const call = page.getByRole('status').filter({ hasText: order.orderNumber });
      await call.getByText(says.yourMobile).or(call.getByText(says.pressOne)).waitFor();
      expect(await lookedAt(page, `courier-ringing-${width}-${language}`)).toEqual([]);
      await call.getByText(says.talking).waitFor();
      expect(await lookedAt(page, `courier-talking-${width}-${language}`)).toEqual([]);
      // No second call meanwhile.
      for (const button of await page.getByRole('listitem').getByRole('button').all())
        expect(await button.isDisabled()).toBe(true);
      await call.getByRole('button', { name: says.hangUp }).click();
      await call.waitFor({ state: 'detached' });
      const invites = suite.lab.carrier.invites().slice(before);
      expect(
        invites.map(({ startLine }) =>
          [mobile, order.phone].find((each) => startLine.includes(each.slice(-10))),
        ),
      ).toEqual([mobile, order.phone]);

      // A code is of no use a second time, to nobody.
      const other = await courierAt(width, language);
      await other.getByLabel(says.code).fill(right);
      await other.getByRole('button', { name: says.signIn }).click();
      await other.getByRole('alert').getByText(says.refused).waitFor();
      // For the control below: a number that is sent, and does not come back.
      await other.getByLabel(says.code).fill(mobile);
      await other.getByRole('button', { name: says.signIn }).click();
      await other.getByRole('button', { name: says.signIn, disabled: false }).waitFor();
      await delivered(orders);

      // Every byte that came, in whatever shape: neither the customer's number nor the courier's own.
      const search = new NumberSearch([mobile, order.phone]);
      const received = Object.entries(await suite.watch.received()).filter(([place]) => place !== 'dom');
      const found = received.flatMap(([place, all]) =>
        all.flatMap((bytes) => search.in(bytes).map(() => place)),
      );
      expect(found).toEqual([]);
      // Control: it is decoded, and the same search finds the number in what was sent the other way.
      expect(received.some(([, all]) => all.some((bytes) => bytes.includes(order.customerName)))).toBe(true);
      const sent = suite.watch.proxy.exchanges.map(({ requestBody }) => requestBody);
      expect(sent.flatMap((bytes) => search.in(bytes))).not.toEqual([]);
    },
  );

  test('access that has ended says so at once, and who is signed out is asked for a code', async () => {
    const orders = await carries();
    const { page } = await suite.person({ width: 360, height: 740, locale: 'ru-RU' });
    const link = `/courier#${await newCode()}`;
    await page.goto(link);
    // In the courier's own language, as long as nobody chose another one in this browser.
    await page.getByRole('heading', { name: 'My deliveries' }).waitFor();
    // The same link once more: its session goes on.
    await page.goto('about:blank');
    await page.goto(link);
    await page.getByRole('heading', { name: 'My deliveries' }).waitFor();
    const items = page.getByRole('listitem');
    await items.first().waitFor();
    const [first, second] = orders;
    // The page is a few seconds old: the order was delivered meanwhile.
    await delivered([first]);
    await items.filter({ hasText: first.orderNumber }).getByRole('button').click();
    await page.getByRole('alert').waitFor();
    expect(await lookedAt(page, 'courier-ended-360-en')).toEqual([]);
    await items.filter({ hasText: first.orderNumber }).waitFor({ state: 'detached' });

    // A new code signs out whoever had the last one: the phone may be lost.
    await newCode();
    await items.filter({ hasText: second.orderNumber }).getByRole('button').click();
    await page.getByRole('heading', { name: 'For couriers' }).waitFor();
  });

  test('after ten wrong codes no more are tried, not even the right one', async () => {
    const page = await courierAt(360, 'ru');
    const guess = async (code: string): Promise<number> => {
      const { status } = await fetch(`${suite.lab.star7.httpUrl}/api/courier/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code }),
      });
      return status;
    };
    try {
      const right = await newCode();
      await eventually(async () => (await guess('aaaa-bbbb-cccc')) === 429, {
        within: 10_000,
        what: 'the limit of wrong codes',
      });
      expect(await guess(right)).toBe(429);
      await page.getByLabel('Код').fill(right);
      await page.getByRole('button', { name: 'Войти' }).click();
      await page.getByRole('alert').getByText(words.ru.tooMany).waitFor();
      expect(await lookedAt(page, 'courier-too-many-360-ru')).toEqual([]);
    } finally {
      // Wrong codes are counted in memory: the next suite's couriers are to be let in.
      await suite.lab.star7.restart();
    }
  });
});

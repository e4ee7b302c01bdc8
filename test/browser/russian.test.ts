import { BrowserSuite } from './browser-suite';
import { strangersOrder } from './fresh-orders';

const suite = BrowserSuite.declare();
afterEach(() => suite.at.onHook(104));

const russian = { locale: 'ru-RU' } as const;

test('a browser in Russian is spoken to in Russian before anybody has signed in', async () => {
  const { page } = await suite.person(russian);
  await page.goto('/');
  await page.getByRole('heading', { name: 'Вход' }).waitFor();
  expect(await page.evaluate('document.documentElement.lang')).toBe('ru');
  await page.getByLabel('Логин').fill('104');
  await page.getByLabel('Пароль', { exact: true }).fill('совсем не тот пароль');
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.getByRole('alert').getByText('Неверный логин или пароль').waitFor();
});

test('a whole call in Russian', async () => {
  const { orderNumber, customerName } = await strangersOrder(suite.lab.star7, '104');
  const phone = suite.phone(104);
  await phone.registered();
  const { page } = await suite.signedIn('104', russian);
  const state = page.getByRole('region', { name: 'Звонок', exact: true });
  const says = (text: string) => state.getByText(text).first().waitFor();
  await page.goto(`/orders/${orderNumber}`);
  await page.getByRole('heading', { name: customerName }).waitFor();
  await page.getByText(`Заказ ${orderNumber}`).first().waitFor();

  const since = phone.events.length;
  await page.getByRole('button', { name: 'Позвонить', exact: true }).click();
  await says('Звоним вам…');
  const { id } = await phone.incoming({ since });
  await phone.answer();
  await says('Разговор');
  await state.getByText(/^(?!0:00$)\d+:\d\d$/).waitFor();
  await page.getByRole('button', { name: 'Положить трубку' }).click();
  await phone.closed(id!);
  await says('Поговорили');
  await says('Вы положили трубку');

  await page.keyboard.press('1');
  await page.keyboard.type('Привезти в пятницу');
  await page.keyboard.press('Control+Enter');
  await page.getByText(`Заказ ${orderNumber} сохранён`).waitFor();
  await page.getByRole('tab', { name: /^Готово/ }).click();
  await page.getByRole('option', { name: orderNumber }).click();
  const entry = page.getByRole('region', { name: 'История' }).getByRole('listitem').first();
  await entry.getByText('Подтверждён').waitFor();
  await entry.getByText('Привезти в пятницу').waitFor();
});

import { Secret, TOTP } from 'otpauth';

import { ApiSession } from '../lab/api-session';
import { newManager, resetAccount } from '../lab/lab-accounts';
import { BrowserSuite } from './browser-suite';
import { strangersOrder } from './fresh-orders';
import { OrderPage } from './order-page';
import { accountMenu, fillSignIn, signIn } from './sign-in';

const suite = BrowserSuite.declare();

describe('a first sign-in', () => {
  test('asks for a new password and for the terms, and then shows the orders', async () => {
    const { login, oneTime } = await newManager(suite.lab.star7);
    const { page } = await suite.person();
    await fillSignIn(page, login, oneTime);

    await page.getByRole('heading', { name: 'Choose a password' }).waitFor();
    await page.getByLabel('Password from the administrator').fill(oneTime);
    const next = page.getByLabel('New password');
    const go = page.getByRole('button', { name: 'Continue' });
    await next.fill('short');
    expect(await go.isDisabled()).toBe(true);
    await next.fill(`${login}${login}abcd`);
    expect(await go.isDisabled()).toBe(true);
    await next.fill('quite long enough');
    await go.click();

    await page.getByRole('heading', { name: 'Confidentiality terms' }).waitFor();
    await page.getByRole('button', { name: 'I accept' }).click();
    await page.getByRole('button', { name: accountMenu }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/orders/);
  });

  test('half done, goes on where it was', async () => {
    const login = '105';
    const oneTime = await resetAccount(suite.lab.star7, login);
    const { page } = await suite.person();
    await fillSignIn(page, login, oneTime);
    await page.getByRole('heading', { name: 'Choose a password' }).waitFor();
    await page.goto('/orders/1001');
    await page.getByRole('heading', { name: 'Choose a password' }).waitFor();
    await page.getByLabel('Password from the administrator').fill(oneTime);
    await page.getByLabel('New password').fill(suite.password(login));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: accountMenu }).waitFor();
  });
});

test('the terms fit into the narrowest window, in both languages', async () => {
  const { login, oneTime } = await newManager(suite.lab.star7);
  const session = await ApiSession.signIn(suite.lab.star7.httpUrl, login, oneTime);
  await session.must('PUT', '/api/session/password', { current: oneTime, new: 'quite long enough' });
  const { page } = await suite.person({ width: 360 });
  await fillSignIn(page, login, 'quite long enough');
  await page.getByRole('heading', { name: 'Confidentiality terms' }).waitFor();
  const excess = () =>
    page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(await excess()).toBe(0);
  await page.getByText('Русский').click();
  await page.getByRole('heading', { name: 'Условия конфиденциальности' }).waitFor();
  expect(await excess()).toBe(0);
});

test('a wrong password, an unknown login and nothing at all read the same', async () => {
  const { page } = await suite.person();
  const refused = async (login: string): Promise<string> => {
    await fillSignIn(page, login, 'not the password at all');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    return await alert.innerText();
  };
  const wrong = await refused('103');
  expect(wrong).not.toBe('');
  expect(await refused('nobody')).toBe(wrong);
});

test('the session is a cookie that scripts cannot read', async () => {
  const person = await suite.signedInByForm('103');
  const [cookie] = await person.cookies();
  expect(cookie).toMatchObject({ name: 'star7_session', httpOnly: true, sameSite: 'Strict', path: '/' });
  expect(await person.page.evaluate('document.cookie')).toBe('');
});

test('a code from an app is asked for once it is on, and counts once', async () => {
  const { login, oneTime } = await newManager(suite.lab.star7);
  const password = 'quite long enough';
  const session = await ApiSession.signIn(suite.lab.star7.httpUrl, login, oneTime);
  await session.finish(oneTime, password);
  const { page } = await suite.person();
  await signIn(page, login, password);
  await page.goto('/settings');
  const own = page.getByLabel('Your password', { exact: true });
  await own.fill('not the password at all');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByText('Wrong password').waitFor();
  await own.fill(password);
  await page.getByRole('button', { name: 'Turn on' }).click();
  const key = await page.getByText('Or type in this key').locator('span').innerText();
  const app = new TOTP({ secret: Secret.fromBase32(key) });
  const first = app.generate();
  const wrong = String((Number(first) + 1) % 1_000_000).padStart(6, '0');
  await page.getByLabel('Code from the app').fill(wrong);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('The code was not accepted').waitFor();
  await page.getByLabel('Code from the app').fill(first);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('On: you need a code from the app to sign in.').waitFor();

  const { page: another } = await suite.person();
  await fillSignIn(another, login, password);
  const field = another.getByLabel('Code from the app');
  const go = another.getByRole('button', { name: 'Sign in' });
  await field.fill(first);
  await go.click();
  await another.getByRole('alert').getByText('The code was not accepted').waitFor();
  // The app's next one: its clock may be half a minute ahead.
  await field.fill(app.generate({ timestamp: Date.now() + 30_000 }));
  await go.click();
  await another.getByRole('button', { name: accountMenu }).waitFor();
});

test('whoever signs out leaves nothing behind', async () => {
  const person = await suite.signedInByForm('103');
  const { page } = person;
  await page.getByRole('button', { name: accountMenu }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await person.cookies()).toEqual([]);
  expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toContain('103');
  await page.goBack().catch(() => null);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('a request that another site forges does nothing', async () => {
  const { page } = await suite.signedInByForm('103');
  const status = await page.evaluate<number>(
    "fetch('/api/session', { method: 'DELETE' }).then(({ status }) => status)",
  );
  expect(status).toBe(403);
  await page.reload();
  await page.getByRole('button', { name: accountMenu }).waitFor();
});

test('a session that ended keeps nobody from where they were', async () => {
  const person = await suite.signedInByForm('103');
  const { page } = person;
  await page.goto('/settings');
  await person.forgetCookies();
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByLabel('Login').fill('103');
  await page.getByLabel('Password', { exact: true }).fill(suite.password('103'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: accountMenu }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/settings');
});

test('a refusal that comes late, of a session before, signs nobody out', async () => {
  const { page } = await suite.signedInByForm('103');
  await page.route('**/api/queue/counts', (route) =>
    route.fulfill({
      status: 401,
      contentType: 'application/problem+json',
      body: JSON.stringify({ slug: 'unauthenticated' }),
    }),
  );
  const refused = page.waitForResponse('**/api/queue/counts');
  const asked = refused.then(() => page.waitForResponse('**/api/session'));
  await page.reload();
  expect((await refused).status()).toBe(401);
  expect((await asked).status()).toBe(200);
  await page.getByRole('button', { name: accountMenu }).waitFor();
  expect(await page.getByRole('heading', { name: 'Sign in' }).count()).toBe(0);
});

test('two people at one machine do not see each other’s pages', async () => {
  const { orderNumber, customerName } = await strangersOrder(suite.lab.star7, '103');
  const person = await suite.signedInByForm('103');
  const { page } = person;
  const work = new OrderPage(page);
  await work.open(orderNumber);
  await page.getByRole('heading', { name: customerName }).waitFor();
  await work.note.fill('Only for its writer');
  // The session ends under the open page, whose document then still holds all of it.
  await person.forgetCookies();
  await work.search.fill('whatever');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(person.received()).toContain(customerName);

  const before = person.seen.length;
  await page.getByLabel('Login').fill('105');
  await page.getByLabel('Password', { exact: true }).fill(suite.password('105'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('You have no such order').waitFor();
  await person.look();
  const seen = person.seen.slice(before).join('\n');
  expect(seen).toContain('You have no such order');
  expect(seen).not.toContain(customerName);
  expect(seen).not.toContain('Only for its writer');
});

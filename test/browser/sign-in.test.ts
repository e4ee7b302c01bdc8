import { newManager, resetAccount } from '../lab/lab-accounts';
import { BrowserSuite } from './browser-suite';
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
    await next.fill(`long-enough-but-${login}`);
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
  const person = await suite.signedIn('103');
  const [cookie] = await person.cookies();
  expect(cookie).toMatchObject({ name: 'star7_session', httpOnly: true, sameSite: 'Strict', path: '/' });
  expect(await person.page.evaluate('document.cookie')).toBe('');
});

test('whoever signs out leaves nothing behind', async () => {
  const person = await suite.signedIn('103');
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
  const { page } = await suite.signedIn('103');
  const status = await page.evaluate<number>(
    "fetch('/api/session', { method: 'DELETE' }).then(({ status }) => status)",
  );
  expect(status).toBe(403);
  await page.reload();
  await page.getByRole('button', { name: accountMenu }).waitFor();
});

test('a session that ended keeps nobody from where they were', async () => {
  const person = await suite.signedIn('103');
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

test('two people at one machine do not see each other’s pages', async () => {
  const { page } = await suite.signedIn('103');
  await page.getByRole('button', { name: accountMenu }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signIn(page, 'supervisor', suite.password('supervisor'));
  expect(await page.getByRole('link', { name: 'My orders' }).count()).toBe(0);
});

import type { Page } from 'playwright-core';

/** Fills in the first page, in either language, and sends it; what comes then is the caller's. */
export async function fillSignIn(page: Page, login: string, password: string): Promise<void> {
  await page.goto('/');
  await page.getByLabel(/^(?:Login|Логин)$/).fill(login);
  await page.getByLabel(/^(?:Password|Пароль)$/).fill(password);
  await page.getByRole('button', { name: /^(?:Sign in|Войти)$/ }).click();
}

/** Signs in somebody whose account has its first steps behind it. */
export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await fillSignIn(page, login, password);
  await page.getByRole('button', { name: accountMenu }).waitFor();
}

/** Opens the first page, and tells whether a session shows what is behind it. */
export async function isSignedIn(page: Page): Promise<boolean> {
  await page.goto('/');
  const menu = page.getByRole('button', { name: accountMenu });
  await menu.or(page.getByLabel(/^(?:Login|Логин)$/)).waitFor();
  return await menu.isVisible();
}

/** In the header of every page, in either language. */
export const accountMenu = /^(?:Your account|Ваша учётная запись)$/;

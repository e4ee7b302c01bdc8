import { ApiSession } from './api-session';
import type { CommandResult } from './root-folder';
import { sampleManagers } from './sample-managers';
import type { Star7 } from './star7';

/** Somebody who signs in in the browser. */
export interface LabAccount {
  login: string;
  name: string;
  role: 'manager' | 'supervisor' | 'administrator';
  language: 'ru' | 'en';
}

/** The sample managers, and who looks after them. */
export const labAccounts: readonly LabAccount[] = [
  ...sampleManagers.map(({ extension, name, language }): LabAccount => ({
    login: extension,
    name,
    language,
    role: 'manager',
  })),
  { login: 'supervisor', name: 'Helen Grant', role: 'supervisor', language: 'en' },
  { login: 'administrator', name: 'Victor Stone', role: 'administrator', language: 'en' },
];

/**
 * Lets everybody sign in who does not yet, and takes them past the steps of a first sign-in.
 *
 * @param passwords by login
 */
export async function openAccounts(star7: Star7, passwords: Readonly<Record<string, string>>): Promise<void> {
  const listed = await star7.mustRun(['account', 'list', '--json']);
  const there = new Set((JSON.parse(listed.stdout) as { login: string }[]).map(({ login }) => login));
  for (const account of labAccounts) {
    const password = passwords[account.login] ?? '';
    if (there.has(account.login)) {
      const session = await ApiSession.signIn(star7.httpUrl, account.login, password).catch(() => null);
      if (session !== null) {
        await session.finish(password, password);
        continue;
      }
    }
    const oneTime = there.has(account.login)
      ? await resetAccount(star7, account.login)
      : await addAccount(star7, account);
    const session = await ApiSession.signIn(star7.httpUrl, account.login, oneTime);
    await session.finish(oneTime, password);
  }
}

/** A new account's, that its first sign-in asks to change. */
async function addAccount(star7: Star7, { login, name, role, language }: LabAccount): Promise<string> {
  const parameters =
    role === 'manager' ? [login] : [login, name, '--role', role, '--language', language, '--may-export'];
  return oneTimePasswordIn(await star7.mustRun(['account', 'add', ...parameters, '--json']));
}

/** Forgets an account's password. @returns one for the next sign-in, which asks to change it */
export async function resetAccount(star7: Star7, login: string): Promise<string> {
  return oneTimePasswordIn(await star7.mustRun(['account', 'reset', login, '--json']));
}

function oneTimePasswordIn({ stdout }: CommandResult): string {
  return (JSON.parse(stdout) as { password: string }).password;
}

import { ApiSession } from './api-session';
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
    const oneTime = await oneTimePassword(star7, account, there.has(account.login));
    const session = await ApiSession.signIn(star7.httpUrl, account.login, oneTime);
    await session.finish(oneTime, password);
  }
}

/** Of a new account, or of one whose password is lost. */
export async function oneTimePassword(
  star7: Star7,
  { login, name, role, language }: LabAccount,
  isThere: boolean,
): Promise<string> {
  const options = ['--role', role, '--language', language];
  const answer = await star7.mustRun(
    isThere
      ? ['account', 'reset', login, '--json']
      : role === 'manager'
        ? ['account', 'add', login, '--json']
        : ['account', 'add', login, name, ...options, '--json'],
  );
  return (JSON.parse(answer.stdout) as { password: string }).password;
}

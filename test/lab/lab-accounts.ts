import { Database } from '#database/database';
import { SqlAccountDirectory } from '#people/sql-account-directory';
import { systemClock } from '#kernel/system-clock';
import { Argon2Passwords } from '#vault/argon2-passwords';
import { ApiSession } from './api-session';
import { sampleManagers } from './sample-managers';
import type { Star7 } from './star7';

/** A person with an account for the pages. */
export interface LabAccount {
  login: string;
  name: string;
  role: 'manager' | 'supervisor' | 'administrator';
  language: 'ru' | 'en';
}

/** The sample managers, a supervisor and an administrator. */
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
 * Opens the missing accounts and completes the steps of their first sign-in.
 *
 * @param passwords by login
 */
export async function openAccounts(star7: Star7, passwords: Readonly<Record<string, string>>): Promise<void> {
  await withDirectory(star7, async (directory) => {
    for (const account of labAccounts) {
      const password = passwords[account.login] ?? '';
      if ((await directory.find(account.login)) === null) await open(star7, directory, account, password);
      else await reopen(star7, directory, account.login, password);
    }
  });
}

/** Resets an account's password. @returns a one-time password, which must be changed at the next sign-in */
export async function resetAccount(star7: Star7, login: string): Promise<string> {
  return await withDirectory(star7, (directory) => directory.resetPassword(login));
}

/** Disables an account as the command line does. {@link openAccounts} opens another one of that name. */
export async function disableAccount(star7: Star7, login: string): Promise<void> {
  await withDirectory(star7, (directory) => directory.disable(login));
}

/** Creates a new manager with an unused account and without a phone. */
export async function newManager(star7: Star7): Promise<{ login: string; oneTime: string }> {
  const login = String(10_000 + (Date.now() % 90_000));
  await star7.mustRun(['manager', 'add', login, 'Nora New', '--language', 'en']);
  const oneTime = await withDirectory(star7, async (directory) => {
    const { password } = await directory.create({ role: 'manager', extension: login });
    return password;
  });
  return { login, oneTime };
}

async function open(
  star7: Star7,
  directory: SqlAccountDirectory,
  { login, name, role, language }: LabAccount,
  password: string,
): Promise<void> {
  const { password: oneTime } = await directory.create(
    role === 'manager'
      ? { role, extension: login }
      : { role, login, name, language, mayExport: role === 'supervisor' },
  );
  const session = await ApiSession.signIn(star7.httpUrl, login, oneTime);
  await session.finish(oneTime, password);
}

/** Reopens an account of an earlier run, which may be half set up or have another password. */
async function reopen(
  star7: Star7,
  directory: SqlAccountDirectory,
  login: string,
  password: string,
): Promise<void> {
  try {
    const session = await ApiSession.signIn(star7.httpUrl, login, password);
    await session.finish(password, password);
  } catch {
    const oneTime = await directory.resetPassword(login);
    const session = await ApiSession.signIn(star7.httpUrl, login, oneTime);
    await session.finish(oneTime, password);
  }
}

async function withDirectory<Result>(
  star7: Star7,
  work: (directory: SqlAccountDirectory) => Promise<Result>,
): Promise<Result> {
  const database = Database.connect(star7.env['STAR7_DATABASE_URL'] ?? '');
  try {
    return await work(new SqlAccountDirectory(database, new Argon2Passwords(), systemClock.now));
  } finally {
    await database.close();
  }
}

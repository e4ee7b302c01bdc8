import type { Language } from '#kernel/language';
import { isStaffLogin } from '#people/model/login';
import { longestManagerName } from '#people/model/manager';
import type { AccountRow } from './accounts-data';

export const accountFields = [
  'login',
  'name',
  'role',
  'mayExport',
  'language',
] as const satisfies (keyof AccountRow)[];

/** The values of the form. */
export type AccountValues = Pick<AccountRow, (typeof accountFields)[number]>;

export function emptyAccount(language: Language): AccountValues {
  return { login: '', name: '', role: 'supervisor', mayExport: false, language };
}

export type AccountFault = 'login-missing' | 'login-invalid' | 'name-missing' | 'name-too-long';

/** Checks the values before they are sent. */
export function accountFaults({
  login,
  name,
}: AccountValues): Partial<Record<'login' | 'name', AccountFault>> {
  const faults: Partial<Record<'login' | 'name', AccountFault>> = {};
  if (login.trim() === '') faults.login = 'login-missing';
  else if (!isStaffLogin(login.trim())) faults.login = 'login-invalid';
  if (name.trim() === '') faults.name = 'name-missing';
  else if (name.trim().length > longestManagerName) faults.name = 'name-too-long';
  return faults;
}

/** An account as the form has one. */
export interface AccountValues {
  login: string;
  name: string;
  role: 'supervisor' | 'administrator';
  mayExport: boolean;
  language: 'ru' | 'en';
}

export const accountFields = [
  'login',
  'name',
  'role',
  'mayExport',
  'language',
] as const satisfies (keyof AccountValues)[];

export function emptyAccount(language: 'ru' | 'en'): AccountValues {
  return { login: '', name: '', role: 'supervisor', mayExport: false, language };
}

export type AccountFault = 'login-missing' | 'login-invalid' | 'name-missing' | 'name-too-long';

const longestName = 200;
const loginPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** What is wrong before it is sent. */
export function accountFaults({
  login,
  name,
}: AccountValues): Partial<Record<'login' | 'name', AccountFault>> {
  const faults: Partial<Record<'login' | 'name', AccountFault>> = {};
  if (login.trim() === '') faults.login = 'login-missing';
  else if (!loginPattern.test(login.trim())) faults.login = 'login-invalid';
  if (name.trim() === '') faults.name = 'name-missing';
  else if (name.trim().length > longestName) faults.name = 'name-too-long';
  return faults;
}

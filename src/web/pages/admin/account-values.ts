import type { Language } from '#kernel/language';
import { isStaffLogin } from '#people/model/login';
import { isExtension, longestManagerName } from '#people/model/manager';
import type { AccountRow } from './accounts-data';

export const accountFields = [
  'login',
  'name',
  'role',
  'mayExport',
  'language',
  'phone',
] as const satisfies (keyof AccountRow)[];

/** The values of the form. */
export type AccountValues = Pick<AccountRow, Exclude<(typeof accountFields)[number], 'phone'>> & {
  /** Empty for none. */
  phone: string;
};

export function emptyAccount(language: Language): AccountValues {
  return { login: '', name: '', role: 'supervisor', mayExport: false, language, phone: '' };
}

export type AccountFault =
  | 'login-missing'
  | 'login-invalid'
  | 'name-missing'
  | 'name-too-long'
  | 'phone-invalid';

/** Checks the values before they are sent. */
export function accountFaults({
  login,
  name,
  phone,
}: AccountValues): Partial<Record<'login' | 'name' | 'phone', AccountFault>> {
  const faults: Partial<Record<'login' | 'name' | 'phone', AccountFault>> = {};
  if (phone.trim() !== '' && !isExtension(phone.trim())) faults.phone = 'phone-invalid';
  if (login.trim() === '') faults.login = 'login-missing';
  else if (!isStaffLogin(login.trim())) faults.login = 'login-invalid';
  if (name.trim() === '') faults.name = 'name-missing';
  else if (name.trim().length > longestManagerName) faults.name = 'name-too-long';
  return faults;
}

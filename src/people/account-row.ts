import type { Account, ColorScheme } from './accounts';
import type { AccountRole } from '#kernel/principal';
import type { Language } from '#kernel/language';
import { fromDateTime, fromDateTimeOrNull } from '#database/date-time';

/** An account as the queries of this folder select it for signing in. */
export interface AccountRow {
  account_id: number;
  login: string;
  name: string;
  role: AccountRole;
  must_change_password: number;
  terms_version: number | null;
  language: Language;
  color_scheme: ColorScheme;
  may_export: number;
  phone_extension: string | null;
  has_totp: number;
  manager_id: number | null;
  extension: string | null;
  manager_since: string | null;
  away_since: string | null;
}

/** The columns of {@link AccountRow}, of `accounts AS a` with {@link managerOfAccount}. */
export const accountColumns = `
  a.id AS account_id, a.login, COALESCE(m.name, a.name) AS name, a.role, a.must_change_password, a.terms_version,
  a.language, a.color_scheme, a.may_export, a.phone_extension, a.totp_confirmed_at IS NOT NULL AS has_totp,
  m.id AS manager_id, m.extension, m.created_at AS manager_since, m.away_since`;

export const managerOfAccount = 'LEFT JOIN managers AS m ON m.id = a.manager_id';

/** True for an account that may sign in; a manager's only while the manager works here. */
export const accountIsActive = '(a.disabled_at IS NULL AND m.disabled_at IS NULL)';

export function accountFrom(row: AccountRow): Account {
  const { manager_id: id, extension, manager_since: since } = row;
  return {
    id: row.account_id,
    login: row.login,
    name: row.name,
    role: row.role,
    manager:
      id === null || extension === null || since === null
        ? null
        : { id, extension, since: fromDateTime(since) },
    awaySince: fromDateTimeOrNull(row.away_since),
    mustChangePassword: row.must_change_password === 1,
    termsVersion: row.terms_version,
    language: row.language,
    colorScheme: row.color_scheme,
    mayExport: row.may_export === 1,
    phone: row.phone_extension,
    totp: row.has_totp === 1,
  };
}

/**
 * The text with which a login is looked up. One that cannot be a login belongs to nobody, and costs the same search:
 * with letters that the column cannot hold, the server would fail instead of finding nothing.
 */
export function asLogin(text: string): string {
  return /^[\x21-\x7e]{1,64}$/.test(text) ? text : '';
}

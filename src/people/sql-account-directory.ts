import type { AccountChanges, AccountDirectory, AccountEntry, NewAccount, Passwords } from './accounts';
import type { NewManager } from './manager-roster';
import type { AccountRole } from '#kernel/principal';
import type { Micros } from '#kernel/micros';
import type { Language } from '#kernel/language';
import type { Manager } from './model/manager';
import { oneTimePassword } from '#vault/one-time-password';
import { asLogin, managerOfAccount } from './account-row';
import type { Database } from '#database/database';
import { fromDateTime, fromDateTimeOrNull, toDateTime } from '#database/date-time';
import { isStaffLogin } from './model/login';
import { isExtension } from './model/manager';
import { insertManager, unknownManager } from './sql-managers';
import { noTotp } from './sql-account-book';
import type { Transaction } from '#database/queries';
import { isDuplicate, StoreError } from '#database/store-error';

interface EntryRow {
  id: number;
  login: string;
  name: string;
  role: AccountRole;
  extension: string | null;
  language: Language;
  may_export: number;
  phone_extension: string | null;
  must_change_password: number;
  password_changed_at: string;
  has_totp: number;
  terms_version: number | null;
  created_at: string;
  last_seen_at: string | null;
  disabled_at: string | null;
}

/** A manager's account is disabled with the manager, whether or not anybody disabled it too. */
const entries = `
  SELECT a.id, a.login, COALESCE(m.name, a.name) AS name, a.role, m.extension, a.language, a.may_export, a.phone_extension,
         a.must_change_password, a.password_changed_at, a.totp_confirmed_at IS NOT NULL AS has_totp,
         a.terms_version, a.created_at, COALESCE(a.disabled_at, m.disabled_at) AS disabled_at,
         (SELECT MAX(s.last_seen_at) FROM sessions AS s WHERE s.account_id = a.id) AS last_seen_at
    FROM accounts AS a ${managerOfAccount}`;

/** Done in the same step in which somebody else sets an account's password. Throws StoreError. */
export type AlsoReset = (transaction: Transaction, account: number) => Promise<void>;

/** The accounts, for administrators. */
export class SqlAccountDirectory implements AccountDirectory {
  constructor(
    private readonly database: Database,
    private readonly passwords: Pick<Passwords, 'hash'>,
    private readonly now: () => Micros,
    private readonly alsoReset: AlsoReset = () => Promise.resolve(),
  ) {}

  /** @throws StoreError */
  async list({ disabledToo = false }: { disabledToo?: boolean } = {}): Promise<AccountEntry[]> {
    const rows = await this.database.execute<EntryRow>(
      `${entries} ${disabledToo ? '' : 'WHERE a.disabled_at IS NULL AND m.disabled_at IS NULL'} ORDER BY a.login, a.id`,
      [],
    );
    return rows.map(entryFrom);
  }

  /** @throws StoreError */
  async find(login: string): Promise<AccountEntry | null> {
    const [row] = await this.database.execute<EntryRow>(
      `${entries} WHERE a.active_login = ? AND m.disabled_at IS NULL`,
      [asLogin(login)],
    );
    return row ? entryFrom(row) : null;
  }

  /** @throws StoreError `account-exists`, `login-invalid`, `manager-unknown` */
  async create(account: NewAccount): Promise<{ account: AccountEntry; password: string }> {
    if (account.role !== 'manager' && !isStaffLogin(account.login)) throw invalidLogin();
    const { password, hash } = await this.#newPassword();
    await this.database.transaction((transaction) => this.#insert(transaction, account, hash));
    return { account: await this.#made(loginOf(account)), password };
  }

  /** @throws StoreError `manager-exists`, `account-exists`; neither is added then */
  async addManager(
    manager: NewManager,
  ): Promise<{ manager: Manager; account: AccountEntry; password: string }> {
    const { extension } = manager;
    const { password, hash } = await this.#newPassword();
    const added = await this.database.transaction(async (transaction) => {
      const entry = await insertManager(transaction, manager, this.now());
      await this.#insert(transaction, { role: 'manager', extension }, hash);
      return entry;
    });
    return { manager: added, account: await this.#made(extension), password };
  }

  /** @throws StoreError `account-unknown`, `name-of-manager`, `last-administrator` */
  async change(
    login: string,
    { name, role, language, mayExport, phone }: AccountChanges,
  ): Promise<AccountEntry> {
    await this.database.transaction(async (transaction) => {
      const before = await lockAccount(transaction, login);
      if (before.role === 'manager' && (name !== undefined || role !== undefined)) {
        throw new StoreError('name-of-manager', "A manager's name and role are the manager's.");
      }
      if (before.role === 'administrator' && role === 'supervisor') await refuseLast(transaction, before.id);
      await transaction.update(
        'accounts',
        { id: before.id },
        { name, role, language, may_export: mayExport, phone_extension: phone },
      );
    });
    const changed = await this.find(login);
    if (changed === null) throw unknownAccount();
    return changed;
  }

  /** @throws StoreError `account-unknown` */
  async resetPassword(login: string): Promise<string> {
    const password = oneTimePassword();
    const hash = await this.passwords.hash(password);
    await this.database.transaction(async (transaction) => {
      const { id } = await lockAccount(transaction, login);
      const reset = {
        password_hash: hash,
        password_changed_at: toDateTime(this.now()),
        must_change_password: true,
      };
      await transaction.update('accounts', { id }, { ...reset, ...noTotp });
      await transaction.write(endSessions, [id]);
      await this.alsoReset(transaction, id);
    });
    return password;
  }

  /** @throws StoreError `account-unknown`, `last-administrator` */
  async disable(login: string): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const { id, role } = await lockAccount(transaction, login);
      if (role === 'administrator') await refuseLast(transaction, id);
      await transaction.update('accounts', { id }, { disabled_at: toDateTime(this.now()) });
      await transaction.write(endSessions, [id]);
    });
  }

  async #newPassword(): Promise<{ password: string; hash: string }> {
    const password = oneTimePassword();
    return { password, hash: await this.passwords.hash(password) };
  }

  async #insert(transaction: Transaction, account: NewAccount, hash: string): Promise<void> {
    const now = toDateTime(this.now());
    const login = loginOf(account);
    const who = await whoIs(transaction, account);
    // The account of a manager who left, with the same extension.
    await transaction.write(
      `UPDATE accounts SET disabled_at = ?
        WHERE active_login = ? AND role = 'manager'
          AND manager_id IN (SELECT id FROM managers WHERE disabled_at IS NOT NULL)`,
      [now, login],
    );
    try {
      await transaction.insert('accounts', {
        login,
        role: account.role,
        ...who,
        password_hash: hash,
        password_changed_at: now,
        must_change_password: true,
        created_at: now,
      });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      throw accountExists();
    }
  }

  async #made(login: string): Promise<AccountEntry> {
    const made = await this.find(login);
    if (made === null) throw unknownAccount();
    return made;
  }
}

const endSessions = 'DELETE FROM sessions WHERE account_id = ?';

function loginOf(account: NewAccount): string {
  return account.role === 'manager' ? account.extension : account.login;
}

/** Name, language and manager of a new account. @throws StoreError `manager-unknown`, `account-exists` */
async function whoIs(
  transaction: Transaction,
  account: NewAccount,
): Promise<{
  name: string;
  language: Language;
  manager_id: number | null;
  may_export: boolean;
  phone_extension: string | null;
}> {
  if (account.role !== 'manager') {
    const { login, name, language = 'ru', mayExport = false, phone = null } = account;
    // The login of a manager who has no account yet: it could never have one.
    const owners = await transaction.query('SELECT id FROM managers WHERE active_extension = ?', [login]);
    if (owners.length > 0) throw accountExists();
    return { name, language, manager_id: null, may_export: mayExport, phone_extension: phone };
  }
  const { extension } = account;
  const [manager] = await transaction.query<{ id: number; name: string; language: Language }>(
    'SELECT id, name, language FROM managers WHERE active_extension = ?',
    [isExtension(extension) ? extension : ''],
  );
  if (!manager) throw unknownManager(extension);
  return {
    name: manager.name,
    language: manager.language,
    manager_id: manager.id,
    may_export: false,
    phone_extension: null,
  };
}

async function lockAccount(
  transaction: Transaction,
  login: string,
): Promise<{ id: number; role: AccountRole }> {
  const [account] = await transaction.query<{ id: number; role: AccountRole }>(
    `SELECT a.id, a.role FROM accounts AS a ${managerOfAccount}
      WHERE a.active_login = ? AND m.disabled_at IS NULL FOR UPDATE`,
    [asLogin(login)],
  );
  if (!account) throw unknownAccount();
  return account;
}

/** Without an administrator, nobody could add one from the pages. */
async function refuseLast(transaction: Transaction, id: number): Promise<void> {
  const others = await transaction.query(
    `SELECT id FROM accounts WHERE role = 'administrator' AND disabled_at IS NULL AND id <> ? LIMIT 1 FOR UPDATE`,
    [id],
  );
  if (others.length === 0) {
    throw new StoreError(
      'last-administrator',
      'This is the only administrator. Add another one first: star7 account add.',
    );
  }
}

function entryFrom(row: EntryRow): AccountEntry {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    role: row.role,
    extension: row.extension,
    language: row.language,
    mayExport: row.may_export === 1,
    phone: row.phone_extension,
    mustChangePassword: row.must_change_password === 1,
    passwordChangedAt: fromDateTime(row.password_changed_at),
    totp: row.has_totp === 1,
    termsVersion: row.terms_version,
    createdAt: fromDateTime(row.created_at),
    lastSeenAt: fromDateTimeOrNull(row.last_seen_at),
    disabledAt: fromDateTimeOrNull(row.disabled_at),
  };
}

/** The message does not repeat the login: it may be a number or an address. */
function unknownAccount(): StoreError {
  return new StoreError('account-unknown', 'No active account has this login. See: star7 account list.');
}

function accountExists(): StoreError {
  return new StoreError(
    'account-exists',
    'This login is taken, by an account or as the extension of a manager. Choose another login, or reset that account.',
  );
}

function invalidLogin(): StoreError {
  return new StoreError(
    'login-invalid',
    'A login has 2 to 64 lowercase letters, digits, dots, dashes and underscores, and begins with a letter. It must not be an e-mail address.',
  );
}

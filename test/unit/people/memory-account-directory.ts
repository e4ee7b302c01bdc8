import type { AccountChanges, AccountDirectory, AccountEntry, NewAccount } from '#people/accounts';
import { isStaffLogin } from '#people/model/login';
import type { ManagerRoster, NewManager } from '#people/manager-roster';
import type { Manager } from '#people/model/manager';

class Refused extends Error {
  constructor(readonly slug: string) {
    super(slug);
  }
}

/** Accounts in memory, with the same answers as the database gives (test/contract/store). */
export class MemoryAccountDirectory implements AccountDirectory {
  readonly rows: AccountEntry[] = [];
  /** Every password that was given out. */
  readonly given: string[] = [];
  #failure: Error | null = null;

  constructor(private readonly managers: Pick<ManagerRoster, 'list' | 'add'>) {}

  /** From now on the database is down; null mends it. */
  failWith(error: Error | null): void {
    this.#failure = error;
  }

  async list({ disabledToo = false }: { disabledToo?: boolean } = {}): Promise<AccountEntry[]> {
    await this.#turn();
    return this.rows.filter(({ disabledAt }) => disabledToo || disabledAt === null);
  }

  async find(login: string): Promise<AccountEntry | null> {
    await this.#turn();
    return this.rows.find((row) => row.login === login && row.disabledAt === null) ?? null;
  }

  async create(account: NewAccount): Promise<{ account: AccountEntry; password: string }> {
    await this.#turn();
    const login = account.role === 'manager' ? account.extension : account.login;
    if (account.role !== 'manager' && !isStaffLogin(login)) {
      throw new Refused('login-invalid');
    }
    if ((await this.find(login)) !== null) throw new Refused('account-exists');
    const manager = (await this.managers.list()).find(({ extension }) => extension === login);
    if (account.role === 'manager' && manager === undefined) throw new Refused('manager-unknown');
    if (account.role !== 'manager' && manager !== undefined) throw new Refused('account-exists');
    const entry: AccountEntry = {
      id: this.rows.length + 1,
      login,
      role: account.role,
      extension: account.role === 'manager' ? login : null,
      name: account.role === 'manager' ? (manager?.name ?? '') : account.name,
      language: account.role === 'manager' ? 'ru' : (account.language ?? 'ru'),
      mayExport: account.role === 'manager' ? false : (account.mayExport ?? false),
      phone: null,
      mustChangePassword: true,
      passwordChangedAt: 1,
      totp: false,
      termsVersion: null,
      createdAt: 1,
      lastSeenAt: null,
      disabledAt: null,
    };
    this.rows.push(entry);
    return { account: entry, password: this.#newPassword() };
  }

  async addManager(
    manager: NewManager,
  ): Promise<{ manager: Manager; account: AccountEntry; password: string }> {
    const { extension } = manager;
    await this.#turn();
    const taken = (await this.find(extension)) !== null;
    const isManager = (await this.managers.list()).some((other) => other.extension === extension);
    if (taken && !isManager) throw new Refused('account-exists');
    const added = await this.managers.add(manager);
    return { manager: added, ...(await this.create({ role: 'manager', extension })) };
  }

  async change(login: string, changes: AccountChanges): Promise<AccountEntry> {
    const entry = await this.#known(login);
    if (changes.role === 'supervisor') this.#refuseLast(entry);
    return Object.assign(entry, changes);
  }

  async resetPassword(login: string): Promise<string> {
    Object.assign(await this.#known(login), { mustChangePassword: true, totp: false });
    return this.#newPassword();
  }

  async disable(login: string): Promise<void> {
    const entry = await this.#known(login);
    this.#refuseLast(entry);
    entry.disabledAt = 1;
  }

  #newPassword(): string {
    const password = `one-time-${String(this.given.length + 1)}`;
    this.given.push(password);
    return password;
  }

  #refuseLast(entry: AccountEntry): void {
    const administrators = this.rows.filter((row) => row.role === 'administrator' && row.disabledAt === null);
    if (administrators.length === 1 && administrators[0] === entry) throw new Refused('last-administrator');
  }

  async #known(login: string): Promise<AccountEntry> {
    const found = await this.find(login);
    if (!found) throw new Refused('account-unknown');
    return found;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection
  async #turn(): Promise<void> {
    if (this.#failure) throw this.#failure;
  }
}

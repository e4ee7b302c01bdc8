import { accountSubject } from './account-actor';
import type { AccountChanges, AccountDirectory, AccountEntry, NewAccount } from './accounts';
import type { AuditEntry } from '#audit/audit-log';
import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

/** `staff`: supervisors and administrators alone; managers' accounts are kept with the managers there. */
export type AccountScope = 'staff' | 'everyone';

/** Keeping accounts: who may sign in. Audited once done, as managers are. */
export class AccountDesk {
  constructor(
    private readonly accounts: AccountDirectory,
    private readonly trail: Pick<AuditTrail, 'after'>,
  ) {}

  /** By login. */
  async list(scope: AccountScope, filter: { disabledToo: boolean }): Promise<AccountEntry[]> {
    const entries = await this.accounts.list(filter);
    return scope === 'everyone' ? entries : entries.filter(({ role }) => role !== 'manager');
  }

  /**
   * @returns with a password to begin with, which is shown only here
   * @throws slug `account-exists`, `login-invalid`, `manager-unknown`
   */
  async add(actor: Actor, account: NewAccount): Promise<{ account: AccountEntry; password: string }> {
    const added = await this.accounts.create(
      account.role === 'manager' ? account : { ...account, name: account.name.trim() },
    );
    const { role, mayExport } = added.account;
    await this.#auditAfter(actor, 'account.add', added.account, { role, mayExport });
    return added;
  }

  /** @throws slug `account-unknown`, `last-administrator` */
  async change(actor: Actor, login: string, changes: AccountChanges): Promise<AccountEntry> {
    const account = await this.#findStaff(login);
    const { name, ...rest } = changes;
    const trimmedChanges = { ...rest, ...(name !== undefined && { name: name.trim() }) };
    const changed = await this.accounts.change(account.login, trimmedChanges);
    await this.#auditAfter(actor, 'account.set', account, {
      changed: Object.keys(trimmedChanges).join(','),
      role: changed.role,
      mayExport: changed.mayExport,
    });
    return changed;
  }

  /** Lets nobody sign in with it from now on, and ends its sessions. @throws slug `account-unknown`, `last-administrator` */
  async disable(actor: Actor, login: string, scope: AccountScope): Promise<void> {
    const account = scope === 'staff' ? await this.#findStaff(login) : { login };
    await this.accounts.disable(account.login);
    await this.#auditAfter(actor, 'account.disable', account);
  }

  /**
   * Ends the account's sessions; no codes are asked for any more, and it may no longer ask to see what is hidden.
   * @returns a new password to begin with
   * @throws slug `account-unknown`
   */
  async resetPassword(actor: Actor, login: string, scope: AccountScope): Promise<string> {
    const account = scope === 'staff' ? await this.#findStaff(login) : { login };
    const password = await this.accounts.resetPassword(account.login);
    await this.#auditAfter(actor, 'account.reset', account);
    return password;
  }

  /** @throws RefusedError `account-unknown` for an unknown one and a manager's alike */
  async #findStaff(login: string): Promise<AccountEntry> {
    const account = await this.accounts.find(login);
    if (account === null || account.role === 'manager') throw new RefusedError('account-unknown');
    return account;
  }

  async #auditAfter(
    actor: Actor,
    action: string,
    account: Pick<AccountEntry, 'login'>,
    detail?: AuditEntry['detail'],
  ): Promise<void> {
    await this.trail.after({
      actor: actorOf(actor),
      action,
      subject: accountSubject(account),
      ...(detail !== undefined && { detail }),
    });
  }
}

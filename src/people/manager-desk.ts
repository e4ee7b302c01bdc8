import type { AccountDirectory, AccountEntry } from './accounts';
import type { LiveAgents } from './agents';
import type { ManagerChanges, ManagerEntry, ManagerRoster, NewManager } from './manager-roster';
import type { Manager } from './model/manager';
import { notAway } from './model/presence';
import { noReach } from './model/reach';
import type { AuditEntry } from '#audit/audit-log';
import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

/** A manager with the account that they sign in with; null for one who cannot. */
export interface ManagerAndAccount {
  manager: ManagerEntry;
  account: AccountEntry | null;
}

export interface ManagerDeskParts {
  managers: ManagerRoster;
  accounts: Pick<AccountDirectory, 'list' | 'find' | 'create' | 'addManager' | 'resetPassword'>;
  /** Notified of each change: calls go by it at once. */
  agents: Pick<LiveAgents, 'refresh'>;
  trail: Pick<AuditTrail, 'after'>;
}

/**
 * Keeping managers: the employees who call customers. Audited once done: each can be undone, and a one-time password that
 * was made must be shown, whether the audit log answers or not.
 */
export class ManagerDesk {
  constructor(private readonly parts: ManagerDeskParts) {}

  /** By extension. */
  async list(filter: { disabledToo: boolean }): Promise<ManagerAndAccount[]> {
    const { managers, accounts } = this.parts;
    const [entries, all] = await Promise.all([managers.list(filter), accounts.list()]);
    const byExtension = new Map(all.map((account) => [account.extension, account]));
    return entries.map((manager) => ({
      manager,
      account: manager.disabledAt === null ? (byExtension.get(manager.extension) ?? null) : null,
    }));
  }

  /** A manager who was just changed, as the list shows one. */
  async find(manager: Manager): Promise<ManagerAndAccount> {
    const { managers, accounts } = this.parts;
    const [entry, account] = await Promise.all([
      managers.find(manager.extension),
      accounts.find(manager.extension),
    ]);
    return { manager: entry ?? newEntry(manager, null), account };
  }

  /** Adds a manager who does not sign in. @throws slug `manager-exists` */
  async add(actor: Actor, manager: NewManager): Promise<Manager> {
    const added = await this.parts.managers.add(trimmed(manager));
    await this.#auditAfter(actor, 'manager.add', added.extension);
    await this.parts.agents.refresh();
    return added;
  }

  /**
   * Adds a manager and the manager's account, or neither.
   * @returns with a password to begin with, which is shown only here
   * @throws slug `manager-exists`, `account-exists`
   */
  async addWithAccount(
    actor: Actor,
    manager: NewManager,
  ): Promise<{ manager: ManagerEntry; account: AccountEntry; password: string }> {
    const asked = trimmed(manager);
    const added = await this.parts.accounts.addManager(asked);
    await this.#auditAfter(actor, 'manager.add', added.manager.extension);
    await this.parts.agents.refresh();
    return { ...added, manager: newEntry(added.manager, asked.group ?? null) };
  }

  /** Changes what is given and leaves the rest; the next call goes by it. @throws slug `manager-unknown` */
  async change(actor: Actor, extension: string, changes: ManagerChanges): Promise<Manager> {
    const trimmedChanges = trimmed(changes);
    const changed = await this.parts.managers.change(extension, trimmedChanges);
    await this.#auditAfter(actor, 'manager.set', changed.extension, {
      changed: Object.keys(trimmedChanges).join(','),
    });
    await this.parts.agents.refresh();
    return changed;
  }

  /** Lets a manager call nobody from now on; orders, calls and records stay. @throws slug `manager-unknown` */
  async disable(actor: Actor, extension: string): Promise<void> {
    await this.parts.managers.disable(extension);
    await this.#auditAfter(actor, 'manager.disable', extension);
    await this.parts.agents.refresh();
  }

  /**
   * Ends the manager's sessions; no codes are asked for any more. A manager without an account gets one.
   * @returns a new password to begin with
   * @throws slug `manager-unknown`
   */
  async resetPassword(actor: Actor, extension: string): Promise<string> {
    const { accounts } = this.parts;
    const account = await accounts.find(extension);
    // A login may look like an extension that nobody has.
    if (account !== null && account.extension !== extension) throw new RefusedError('manager-unknown');
    const password =
      account === null
        ? (await accounts.create({ role: 'manager', extension })).password
        : await accounts.resetPassword(extension);
    await this.#auditAfter(actor, 'manager.reset', extension);
    return password;
  }

  async #auditAfter(
    actor: Actor,
    action: string,
    extension: string,
    detail?: AuditEntry['detail'],
  ): Promise<void> {
    await this.parts.trail.after({
      actor: actorOf(actor),
      action,
      subject: `manager:${extension}`,
      ...(detail !== undefined && { detail }),
    });
  }
}

/** An empty group is none. */
function trimmed<Given extends ManagerChanges>(given: Given): Given {
  const { name, group, ...others } = given;
  return {
    ...(others as Given),
    ...(name !== undefined && { name: name.trim() }),
    ...(group !== undefined && { group: group?.trim() || null }),
  };
}

function newEntry(manager: Manager, group: string | null): ManagerEntry {
  return { ...manager, group, ...notAway, ...noReach, disabledAt: null, openOrders: 0 };
}

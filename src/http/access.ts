import type { Account } from '../calls/accounts';
import type { CallView } from '../calls/call-view';
import type { Change } from '../calls/event-feed';
import { isCallOf } from '../calls/queries';
import type { ManagerIdentity, OrderView, Principal } from '../calls/queries';
import type { Author, OrderWrite } from '../calls/order-entries';
import { Problem } from './problem';

/*
 *              │ own orders and calls │ everyone's │ starts calls   │ hangs up │ writes on orders
 *  manager     │ reads                │ no         │ own extension  │ own      │ own: notes, outcomes, contacts
 *  service     │ reads                │ reads      │ any extension  │ any      │ any: notes
 *  supervisor  │ reads                │ reads      │ none           │ any      │ any: notes, contacts; takes contacts back
 *  administrator  as a supervisor; and managers, accounts, imports, settings
 *
 *  Board, people, statistics, audit log, hidden notes, changed contacts and the export of calls are for supervisors
 *  and administrators; the export only for an account that may.
 */

/** Whether this call may be seen. A service may hang up what it may start. */
export function mayReach(principal: Principal, call: CallView): boolean {
  return principal.role !== 'manager' || isCallOf(principal.manager, call);
}

/** Whether somebody is told of this change: a manager of their own calls, phone and orders. */
export function mayHear(principal: Principal, change: Change): boolean {
  if (principal.role !== 'manager') return true;
  switch (change.kind) {
    case 'call':
      return mayReach(principal, change.call);
    case 'phone':
      return change.phone.extension === principal.manager.extension;
    case 'order':
      return change.order.managerExtension === principal.manager.extension;
  }
}

/** @throws Problem `role-forbidden` for all but supervisors and administrators */
export function requireSupervisor({ role }: Principal): void {
  if (!mayRestore({ role })) throw new Problem('role-forbidden');
}

/** @throws Problem `export-forbidden` for all but accounts that may: a token is no person who could answer for it */
export function requireExport({ by }: Principal): void {
  if (!('account' in by) || !by.mayExport) throw new Problem('export-forbidden');
}

/**
 * Whose orders or calls a list is of.
 * @param asked the extension in the query
 * @returns undefined for everyone's
 * @throws Problem `other-extension` where a manager asks for somebody else's
 */
export function extensionOfList(principal: Principal, asked: string | undefined): string | undefined {
  if (principal.role !== 'manager') return asked;
  if (asked !== undefined && asked !== principal.manager.extension) throw new Problem('other-extension');
  return principal.manager.extension;
}

/** The actor of an audit entry: `manager:101`, `token:7`, `account:ivanova`. */
export function actorOf(principal: Principal): string {
  if (principal.role === 'manager') return `manager:${principal.manager.extension}`;
  const { by } = principal;
  return 'token' in by ? `token:${String(by.token)}` : `account:${by.login}`;
}

/** Tells credentials from each other: `token:7`, `account:3`. */
export function credentialName({ by }: Principal): string {
  return 'token' in by ? `token:${String(by.token)}` : `account:${String(by.account)}`;
}

/** @throws Problem `role-forbidden` for everybody but administrators */
export function requireAdministrator(principal: Principal): void {
  if (principal.role !== 'administrator') throw new Problem('role-forbidden');
}

/** Whose queue it is. @throws Problem `role-forbidden` for everybody but managers */
export function managerOf(principal: Principal): ManagerIdentity {
  if (principal.role !== 'manager') throw new Problem('role-forbidden');
  return principal.manager;
}

/** Whether changed contacts may be taken back. */
export function mayRestore({ role }: Pick<Principal, 'role'>): boolean {
  return role === 'supervisor' || role === 'administrator';
}

/** Who writes on an order. */
function authorOf(principal: Principal): Author {
  const { by } = principal;
  return { accountId: 'account' in by ? by.account : null, actor: actorOf(principal) };
}

/** What is common to everything that is written on an order: whose it must be, and who writes. */
export function orderWrite(principal: Principal, { orderNumber }: OrderView): OrderWrite {
  return {
    orderNumber,
    managerId: principal.role === 'manager' ? principal.manager.id : null,
    author: authorOf(principal),
  };
}

/** The actor of an audit entry, for whoever is not through with signing in: as {@link actorOf} names them later. */
export function accountActor({ login, role }: Pick<Account, 'login' | 'role'>): string {
  return role === 'manager' ? `manager:${login}` : accountSubject({ login });
}

/** The subject of an audit entry about an account. */
export function accountSubject({ login }: Pick<Account, 'login'>): string {
  return `account:${login}`;
}

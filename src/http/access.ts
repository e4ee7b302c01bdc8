import type { ManagerIdentity, Principal } from '#kernel/principal';
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

/** @throws Problem `role-forbidden` for all but supervisors and administrators */
export function requireSupervisor({ role }: Principal): void {
  if (!mayRestore({ role })) throw new Problem('role-forbidden');
}

/**
 * @throws Problem `export-forbidden` for all but accounts with the right to export: a token has no person
 * responsible for it
 */
export function requireExport({ by }: Principal): void {
  if (!('account' in by) || !by.mayExport) throw new Problem('export-forbidden');
}

/**
 * The extension whose orders or calls a list shows.
 * @param asked the extension in the query
 * @returns undefined for everyone's
 * @throws Problem `other-extension` where a manager requests another extension's
 */
export function extensionOfList(principal: Principal, asked: string | undefined): string | undefined {
  if (principal.role !== 'manager') return asked;
  if (asked !== undefined && asked !== principal.manager.extension) throw new Problem('other-extension');
  return principal.manager.extension;
}

/** @throws Problem `role-forbidden` for all but administrators */
export function requireAdministrator(principal: Principal): void {
  if (principal.role !== 'administrator') throw new Problem('role-forbidden');
}

/** The manager whose queue is requested. @throws Problem `role-forbidden` for all but managers */
export function managerOf(principal: Principal): ManagerIdentity {
  if (principal.role !== 'manager') throw new Problem('role-forbidden');
  return principal.manager;
}

/** Whether the role may undo changes of contacts. */
export function mayRestore({ role }: Pick<Principal, 'role'>): boolean {
  return role === 'supervisor' || role === 'administrator';
}

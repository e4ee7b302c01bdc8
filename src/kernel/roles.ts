import type { Actor, ManagerIdentity, Principal } from './principal';
import { RefusedError } from './refused-error';

/*
 *              │ own orders and calls │ everyone's │ starts calls   │ hangs up │ writes on orders
 *  manager     │ reads                │ no         │ own extension  │ own      │ own: notes, outcomes, contacts
 *  service     │ reads                │ reads      │ any extension  │ any      │ any: notes
 *  supervisor  │ reads                │ reads      │ none           │ any      │ any: notes, contacts; restores contacts
 *  shop        │ states orders, and gets no other answer than what became of each
 *  administrator  as a supervisor; and managers, accounts, imports, settings
 *  operator    at the prompt of the machine: as an administrator
 *
 *  Board, people, statistics, audit log, hidden notes, changed contacts and the export of calls are for supervisors
 *  and administrators; the export only for an account that may.
 */

/** Whether changed contacts may be restored. */
export function mayRestore({ role }: Pick<Actor, 'role'>): boolean {
  return role === 'supervisor' || role === 'administrator' || role === 'operator';
}

/**
 * Whether contacts may be changed: by people, also by customers in a call of theirs; not by the shop's programs, which
 * import.
 */
export function mayChangeContacts(actor: Actor): boolean {
  return actor.role !== 'service' || 'call' in actor.by;
}

/** @throws RefusedError `export-forbidden` for all but accounts that may: a token is no person who could answer for it */
export function requireExport({ by }: Principal): void {
  if (!('account' in by) || !by.mayExport) throw new RefusedError('export-forbidden');
}

/**
 * Whose orders or calls a list is of.
 * @param requested the extension that was asked for
 * @returns undefined for everyone's
 * @throws RefusedError `other-extension` where a manager asks for somebody else's
 */
export function extensionOfList(principal: Principal, requested: string | undefined): string | undefined {
  if (principal.role !== 'manager') return requested;
  if (requested !== undefined && requested !== principal.manager.extension) {
    throw new RefusedError('other-extension');
  }
  return principal.manager.extension;
}

/** Whose queue it is. @throws RefusedError `role-forbidden` for everybody but managers */
export function managerOf(actor: Actor): ManagerIdentity {
  if (actor.role !== 'manager') throw new RefusedError('role-forbidden');
  return actor.manager;
}

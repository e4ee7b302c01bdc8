import type { CallView } from '../calls/call-view';
import { isCallOf } from '../calls/queries';
import type { Principal } from '../calls/queries';
import { Problem } from './problem';

/*
 *              │ own orders and calls │ everyone's │ starts calls   │ hangs up
 *  manager     │ reads                │ no         │ own extension  │ own
 *  service     │ reads                │ reads      │ any extension  │ any
 *  supervisor  │ reads                │ reads      │ none           │ any
 */

/** Whether this call may be seen. A service may hang up what it may start. */
export function mayReach(principal: Principal, call: CallView): boolean {
  return principal.role !== 'manager' || isCallOf(principal.manager, call);
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

/** The actor of an audit entry. */
export function actorOf(principal: Principal): string {
  return principal.role === 'manager'
    ? `manager:${principal.manager.extension}`
    : `token:${String(principal.tokenId)}`;
}

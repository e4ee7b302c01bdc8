import type { ManagerIdentity, Principal } from '#kernel/principal';
import type { CallView } from './call-view';

/** Whether a call is this manager's, not that of a previous user of the extension. */
export function isCallOf(
  { id, extension, since }: ManagerIdentity,
  call: Pick<CallView, 'managerId' | 'managerExtension' | 'requestedAt'>,
): boolean {
  if (call.managerExtension !== extension) return false;
  return call.managerId === null ? call.requestedAt >= since : call.managerId === id;
}

/** Whether this call may be seen. A service may hang up what it may start. */
export function mayReach(principal: Principal, call: CallView): boolean {
  return principal.role !== 'manager' || isCallOf(principal.manager, call);
}

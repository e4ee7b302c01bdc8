import { isCallOf, mayReach } from '#calls/model/call-access';
import type { Principal } from '#kernel/principal';
import type { Change } from './event-feed';

/**
 * Whether the principal receives this change: managers receive changes of their own calls, phone, presence and orders, and of
 * callers whom a colleague took after they had been shown to them.
 */
export function mayHear(principal: Principal, change: Change): boolean {
  if (principal.role !== 'manager') return true;
  switch (change.kind) {
    case 'call':
      return mayReach(principal, change.call) || change.call.shownTo.includes(principal.manager.extension);
    case 'listening':
      return change.listening.announced && isCallOf(principal.manager, change.listening);
    case 'phone':
      return change.phone.extension === principal.manager.extension;
    case 'presence':
      return change.presence.extension === principal.manager.extension;
    case 'order':
      return change.order.managerExtension === principal.manager.extension;
  }
}

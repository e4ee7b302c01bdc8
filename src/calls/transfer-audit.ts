import { principalInCall } from './engine/keyed-numbers';
import type { TransferWish } from './engine/order-hand-over';
import type { CallId } from './model/call-record';
import type { ColleagueQuestion } from './model/colleague-choice';
import type { AuditEntry } from '#audit/audit-log';
import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Principal } from '#kernel/principal';

/** How a manager asks for a transfer: by a request of the page or a program, or by keys or the Transfer key of the phone. */
type Way = 'request' | 'phone';

/** Written before anybody is called: a colleague is then shown the order. */
export function transferEntry(
  principal: Principal,
  call: CallId,
  { kind, to, withOrder }: ColleagueQuestion,
  way: Way,
): AuditEntry {
  return {
    actor: actorOf(principal),
    action: 'call.transfer',
    subject: `call:${call}`,
    // What was asked for may be anything, a phone number too: the call's record says who was called.
    detail: { kind, to: 'extension' in to ? 'extension' : 'group', withOrder, way },
  };
}

/** As {@link TransferRules.announce}. */
export async function announceTransfer(
  trail: Pick<AuditTrail, 'before'>,
  { call, manager, ...question }: TransferWish,
): Promise<void> {
  await trail.before(transferEntry(principalInCall({ call, manager }), call, question, 'phone'));
}

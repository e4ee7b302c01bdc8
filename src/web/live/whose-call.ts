import { interviewOf } from '#calls/model/interview-ticket';
import { isAtPhone, isCallerWaiting } from '#calls/model/caller-wait';
import type { Call } from '../api/types';

/** @param extension the user's; null for none */
export function isOwn(call: Call, extension: string | null): boolean {
  return call.extension === extension && isAtPhone(call) && !isCallerWaiting(call);
}

/** Whether a caller waits for this user now: not while a colleague's phone rings instead. */
export function waitsFor(call: Call, extension: string | null): boolean {
  return call.extension === extension && isCallerWaiting(call);
}

/**
 * The call about an order that is shown with it: one that is up, else the one that the draft is about. Ended ones stay known, and would
 * hide the next.
 * @param order callId: of the draft; null for none
 */
export function callOfOrder(
  calls: readonly Call[],
  order: { orderNumber: string; callId: string | null; extension: string | null },
): { live: Call | null; call: Call | null } {
  const { orderNumber, callId, extension } = order;
  // Not a colleague's, who may have taken a caller that waited for this manager.
  const known = calls.filter(
    (each) => (each.id === callId || each.orderNumber === orderNumber) && each.extension === extension,
  );
  const live =
    known.find((each) => each.phase !== 'ended' && (isOwn(each, extension) || waitsFor(each, extension))) ??
    null;
  return { live, call: live ?? known.find(({ id }) => id === callId) ?? null };
}

/** Whether the order of a call is the user's: a colleague's cannot be opened. */
export function isOwnOrder(call: Call, extension: string | null): boolean {
  if (call.orderNumber === null || extension === null || interviewOf(call.orderNumber) !== null) return false;
  // Of an ended call it is not known any more; one that was passed on is somebody else's then.
  const isOwners = call.direction === 'inbound' || call.managers.length > 1;
  return isOwners ? call.ownerExtension === extension : call.extension === extension;
}

/** Callers who wait for a user: the one who rings first, then who waits longest. */
export function callersFirst(calls: readonly Call[], extension: string | null): Call[] {
  return calls
    .filter((call) => waitsFor(call, extension))
    .sort(
      (a, b) =>
        Number(a.phase === 'queueing') - Number(b.phase === 'queueing') ||
        a.requestedAt.localeCompare(b.requestedAt),
    );
}

const conversationPhases: ReadonlySet<Call['phase']> = new Set<Call['phase']>([
  ...(['connecting', 'talking', 'keying', 'holding', 'consulting', 'transferring', 'conferring'] as const),
]);

/** Whether the user is in a conversation of their own that can be held and passed on. */
export function isConversation(call: Call): boolean {
  return call.disposition === null && call.phase !== 'connecting' && conversationPhases.has(call.phase);
}

/** Whether a colleague's customer is offered to this user, whose phone rings or who is being asked. */
export function isAsked(call: Call, extension: string | null): boolean {
  return call.phase !== 'ended' && call.colleague !== null && call.colleague.extension === extension;
}

/** Whether a caller talks with somebody else than this user. */
export function isWithColleague(call: Call, extension: string | null): boolean {
  return call.direction === 'inbound' && call.extension !== extension && conversationPhases.has(call.phase);
}

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

/** Whether the order of a call is the user's: a colleague's cannot be opened. */
export function isOwnOrder(call: Call, extension: string | null): boolean {
  if (call.orderNumber === null || extension === null) return false;
  return call.direction === 'inbound' ? call.ownerExtension === extension : call.extension === extension;
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

/** Whether a caller talks with somebody else than this user. */
export function isWithColleague(call: Call, extension: string | null): boolean {
  return (
    call.direction === 'inbound' &&
    call.extension !== extension &&
    (call.phase === 'connecting' || call.phase === 'talking' || call.phase === 'keying')
  );
}

import { isAtPhone, isCallerWaiting } from '#calls/model/caller-wait';
import type { Call } from '../api/types';
import { useSession } from '../app/session';
import { useLiveCalls } from './live';

/** The user's own calls that are up, newest first: those they make, and callers with whom they talk. */
export function useOwnCalls(): Call[] {
  const { extension } = useSession().session;
  return useLiveCalls().filter((call) => isOwn(call, extension));
}

/** Callers who wait for the user: the one who rings first, then who waits longest. */
export function useCallers(): Call[] {
  const { extension } = useSession().session;
  return useLiveCalls()
    .filter((call) => waitsFor(call, extension))
    .sort(
      (a, b) =>
        Number(a.phase === 'queueing') - Number(b.phase === 'queueing') ||
        a.requestedAt.localeCompare(b.requestedAt),
    );
}

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

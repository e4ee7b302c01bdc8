import type { Call } from '../api/types';
import { useSession } from '../app/session';
import { useLiveCalls } from './live';
import { callersFirst, isAsked, isOwn } from './whose-call';

/** The user's own calls that are up, newest first: those they make, and callers with whom they talk. */
export function useOwnCalls(): Call[] {
  const { extension } = useSession().session;
  return useLiveCalls().filter((call) => isOwn(call, extension));
}

/** Callers who wait for the user: the one who rings first, then who waits longest. */
export function useCallers(): Call[] {
  const { extension } = useSession().session;
  return callersFirst(useLiveCalls(), extension);
}

/** A call whose customer a colleague offers to the user; null where there is none. */
export function useAskedCall(): Call | null {
  const { extension } = useSession().session;
  return useLiveCalls().find((call) => isAsked(call, extension)) ?? null;
}

import type { Call } from '../api/types';
import { useSession } from '../app/session';
import { useLiveCalls } from './live';
import { callersFirst, isOwn } from './whose-call';

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

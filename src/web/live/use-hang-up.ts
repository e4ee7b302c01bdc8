import { useMutation } from '@tanstack/react-query';
import { api, take } from '../api/client';
import type { Call } from '../api/types';
import { useLiveStore } from './live';

export interface HangUp {
  run: () => void;
  pending: boolean;
  /** For a call that has not ended. */
  error: unknown;
  /** Clears the error. */
  reset: () => void;
}

/** Ends the call; does nothing where there is none. */
export function useHangUp(call: Call | null): HangUp {
  const store = useLiveStore();
  const ending = useMutation({
    mutationFn: (id: string) => take(api.DELETE('/api/calls/{id}', { params: { path: { id } } })),
    onSuccess: store.take,
  });
  const isLive = call !== null && call.phase !== 'ended';
  return {
    run: () => {
      if (isLive && !ending.isPending) ending.mutate(call.id);
    },
    pending: ending.isPending,
    error: isLive ? ending.error : null,
    reset: ending.reset,
  };
}

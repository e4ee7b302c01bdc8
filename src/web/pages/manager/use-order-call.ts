import type { Slot } from '#kernel/slot';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ApiProblem } from '../../api/api-problem';
import { api, newIdempotencyKey, take } from '../../api/client';
import type { Call } from '../../api/types';
import { useLive, useLiveStore } from '../../live/live';
import { useHangUp } from './use-hang-up';
import type { HangUp } from './use-hang-up';

interface StartRequest {
  slot: Slot;
  /** So that a request whose answer was lost can be sent again, and calls once. */
  key: string;
}

export interface OrderCall {
  /** The one that goes on, or the last one since the order was opened; null where there was none. */
  call: Call | null;
  start: { run: (slot: Slot) => void; pending: boolean; error: unknown };
  hangUp: Omit<HangUp, 'reset'>;
}

/**
 * The call about an order: begun here, at the phone or in another tab.
 * @param callId the one that the draft is about
 * @param onCall another call has begun that the draft is about from now on
 */
export function useOrderCall(
  orderNumber: string,
  callId: string | null,
  onCall: (id: string) => void,
): OrderCall {
  const store = useLiveStore();
  const { calls } = useLive();
  const known = [...calls.values()].filter(({ id, orderNumber: of }) => id === callId || of === orderNumber);
  const live = known.find(({ phase }) => phase !== 'ended');
  const call = live ?? known.find(({ id }) => id === callId) ?? null;
  const liveId = live?.id ?? null;

  useEffect(() => {
    if (liveId !== null && liveId !== callId) onCall(liveId);
  }, [liveId, callId, onCall]);

  const starting = useMutation({
    mutationFn: ({ slot, key }: StartRequest) =>
      take(
        api.POST('/api/orders/{number}/calls', {
          params: { path: { number: orderNumber }, header: { 'idempotency-key': key } },
          body: { slot },
        }),
      ),
    onSuccess: (begun) => {
      store.take(begun);
      onCall(begun.id);
    },
  });
  const hangUp = useHangUp(call);
  const isLive = call !== null && call.phase !== 'ended';

  // That one is in a call already is true for as long as that call goes on.
  const inCall = [...calls.values()].some(({ phase }) => phase !== 'ended');
  const wasInCall = useRef(inCall);
  const { error, reset } = starting;
  useEffect(() => {
    const busy = error instanceof ApiProblem && error.slug === 'manager-busy';
    if (wasInCall.current && !inCall && busy) reset();
    wasInCall.current = inCall;
  }, [inCall, error, reset]);

  return {
    call,
    start: {
      run: (slot) => {
        if (starting.isPending || isLive) return;
        hangUp.reset();
        starting.mutate({ slot, key: newIdempotencyKey() });
      },
      pending: starting.isPending,
      error: isLive ? null : starting.error,
    },
    hangUp,
  };
}

import type { Slot } from '#kernel/slot';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ApiProblem } from '../../api/api-problem';
import { api, newIdempotencyKey, take } from '../../api/client';
import type { Call } from '../../api/types';
import { useSession } from '../../app/session';
import { useLive, useLiveStore } from '../../live/live';
import { useOwnCalls } from '../../live/own-calls';
import { callOfOrder } from '../../live/whose-call';
import { useHangUp } from '../../live/use-hang-up';
import type { HangUp } from '../../live/use-hang-up';

interface StartRequest {
  slot: Slot;
  /** The idempotency key: a request that is repeated after a lost answer calls once. */
  key: string;
}

export interface OrderCall {
  /** The live call, or the last one since the order was opened; null where there was none. */
  call: Call | null;
  start: { run: (slot: Slot) => void; pending: boolean; error: unknown };
  hangUp: Omit<HangUp, 'reset'>;
}

/**
 * The call about an order: started here, at the phone or in another tab.
 * @param callId the call that the draft is about
 * @param onCall called when another call has begun, which the draft is about from then on
 */
export function useOrderCall(
  orderNumber: string,
  callId: string | null,
  onCall: (id: string) => void,
): OrderCall {
  const store = useLiveStore();
  const { calls } = useLive();
  const { extension } = useSession().session;
  const { live, call } = callOfOrder([...calls.values()], { orderNumber, callId, extension });
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

  // "The manager is in another call" holds only as long as that call.
  const inCall = useOwnCalls().length > 0;
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

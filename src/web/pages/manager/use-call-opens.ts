import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useSession } from '../../app/session';
import { useCallers, useOwnCalls } from '../../live/own-calls';
import { isOwnOrder } from '../../live/whose-call';

/**
 * Opens the order of a call that begins elsewhere: the manager dials at the phone, or the customer calls, before the
 * manager picks up. An order with unsaved input stays open, and the bars of calls lead to the other. Who calls during
 * another call of the manager waits with it. Orders of colleagues cannot be opened.
 * @param shown the number of the open order; null where none is
 * @param typed whether the open order has unsaved input
 */
export function useCallOpens(
  shown: string | null,
  typed: RefObject<boolean>,
  onOpen: (orderNumber: string) => void,
): void {
  const { extension } = useSession().session;
  const own = useOwnCalls();
  const callers = useCallers();
  const call = (own.length > 0 ? own : callers).find((each) => isOwnOrder(each, extension));
  const opened = useRef<string | null>(null);
  useEffect(() => {
    if (call?.orderNumber === undefined || call.orderNumber === null || opened.current === call.id) return;
    // Once for each call: a manager who then opens another order did so on purpose.
    opened.current = call.id;
    if (call.orderNumber !== shown && !typed.current) onOpen(call.orderNumber);
  }, [call, shown, typed, onOpen]);
}

import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useLiveCalls } from '../../live/live';

/**
 * Opens the order of a call that begins elsewhere, as when the manager dials at the phone; one with unsaved input stays
 * open, and the bar of the call leads to the other.
 * @param shown the number of the open order; null where none is
 * @param typed whether the open order has unsaved input
 */
export function useCallOpens(
  shown: string | null,
  typed: RefObject<boolean>,
  onOpen: (orderNumber: string) => void,
): void {
  const call = useLiveCalls().find(({ orderNumber }) => orderNumber !== null);
  const opened = useRef<string | null>(null);
  useEffect(() => {
    if (call?.orderNumber === undefined || call.orderNumber === null || opened.current === call.id) return;
    // Once for each call: a manager who then opens another order did so on purpose.
    opened.current = call.id;
    if (call.orderNumber !== shown && !typed.current) onOpen(call.orderNumber);
  }, [call, shown, typed, onOpen]);
}

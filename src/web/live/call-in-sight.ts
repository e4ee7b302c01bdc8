import { useEffect, useLayoutEffect, useSyncExternalStore } from 'react';
import type { RefObject } from 'react';

/** Whose progress the page shows anyway, with its button to hang up: so the bar need not. */
let inSight: string | null = null;
const listeners = new Set<() => void>();

function set(callId: string | null): void {
  if (callId === inSight) return;
  inSight = callId;
  for (const listener of listeners) listener();
}

/** The id of the call that the page shows within the window; null where none is. */
export function useCallInSight(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => inSight,
  );
}

/** Says that an element shows this call, as long as most of the element is within the window. */
export function useShowsCall(element: RefObject<Element | null>, callId: string | null): void {
  // At once, so that the bar does not flash.
  useLayoutEffect(() => {
    set(callId);
    return () => set(null);
  }, [callId]);
  useEffect(() => {
    if (callId === null || element.current === null) return undefined;
    const observer = new IntersectionObserver(
      ([seen]) => set(seen?.isIntersecting === true ? callId : null),
      { threshold: 0.6 },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, callId]);
}

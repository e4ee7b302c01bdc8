import { useSyncExternalStore } from 'react';
import { serverNow } from '../api/client';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = serverNow();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  now = serverNow();
  timer ??= setInterval(() => {
    now = serverNow();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The server's clock, in milliseconds; rerenders the component each second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** The same, to the minute: for ages and due times in long lists. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(now / 60_000) * 60_000);
}

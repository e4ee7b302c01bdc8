import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/api-problem';
import { api, take } from '../api/client';
import type { Call } from '../api/types';
import { sessionKey } from '../app/session';
import { LiveStore } from './live-store';
import type { Connection, LiveState, Phone, Presence } from './live-store';

const LiveContext = createContext<LiveStore | null>(null);

/** Keeps the connection open while somebody is signed in. Events of orders invalidate their queries. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [store] = useState(
    () =>
      new LiveStore({
        open: (url) => new EventSource(url),
        recentCalls: async () =>
          (await take(api.GET('/api/calls', { params: { query: { limit: 50 } } }))).items,
        call: async (id) => {
          try {
            return await take(api.GET('/api/calls/{id}', { params: { path: { id } } }));
          } catch (error) {
            if (error instanceof ApiProblem && error.status === 404) return null;
            throw error;
          }
        },
        // An event source gives no reason for a refusal: the session may be over, or have steps left.
        checkSession: () => queries.refetchQueries({ queryKey: sessionKey }, { cancelRefetch: false }),
        onOrder: (orderNumber) => {
          void queries.invalidateQueries({ queryKey: ['queue'] });
          void queries.invalidateQueries({
            queryKey: orderNumber === null ? ['order'] : ['order', orderNumber],
          });
        },
      }),
  );
  useEffect(() => {
    store.start();
    const seen = (): void => {
      if (document.visibilityState === 'visible') store.wake();
    };
    window.addEventListener('online', store.wake);
    document.addEventListener('visibilitychange', seen);
    return () => {
      window.removeEventListener('online', store.wake);
      document.removeEventListener('visibilitychange', seen);
      store.stop();
    };
  }, [store]);
  return <LiveContext value={store}>{children}</LiveContext>;
}

export function useLiveStore(): LiveStore {
  const store = use(LiveContext);
  if (store === null) throw new Error('no live connection here');
  return store;
}

export function useLive(): LiveState {
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribe, store.state);
}

export function useConnection(): Connection {
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribe, () => store.state().connection);
}

/** @returns undefined while the phone's state is not known */
export function usePhone(extension: string): Phone | undefined {
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribe, () => store.state().phones.get(extension));
}

/** @returns undefined where nothing has been received of this manager's presence */
export function usePresence(extension: string): Presence | undefined {
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribe, () => store.state().presences.get(extension));
}

/** Live calls that the user may see, newest first. */
export function useLiveCalls(): Call[] {
  const { calls } = useLive();
  return [...calls.values()]
    .filter(({ phase }) => phase !== 'ended')
    .sort((a, b) => b.requestedAt.localeCompare(a.requestedAt));
}

import { useMantineColorScheme } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/api-problem';
import { api, setCsrfToken, take, whenSessionIsLost, whenSessionIsUnfinished } from '../api/client';
import { forgetDrafts } from '../api/drafts';
import type { Session } from '../api/types';
import { changeLanguage } from '../i18n/i18n';

export interface SessionControl {
  session: Session;
  /** Takes over what a request about the session answered. */
  set: (session: Session) => void;
  /** Ends it, and leaves nothing behind in this tab. */
  signOut: () => Promise<void>;
}

const SessionContext = createContext<SessionControl | null>(null);

export const sessionKey = ['session'] as const;

/** Whoever is signed in. Only inside of the pages that need somebody to be. */
export function useSession(): SessionControl {
  const control = use(SessionContext);
  if (control === null) throw new Error('no session here');
  return control;
}

interface GateProps {
  /** While it is not known yet whether somebody is signed in. */
  waiting: ReactNode;
  /** Where that cannot be found out. */
  failed: (error: unknown, again: () => void) => ReactNode;
  /** @param lost whether somebody was signed in before, in this tab */
  signIn: (onSession: (session: Session) => void, lost: string | null) => ReactNode;
  children: ReactNode;
}

let lastLogin: string | null = null;

/**
 * Shows its children to whoever is signed in, and the sign-in page to everybody else: at the same address, so that
 * whoever signs in again is where they were.
 */
export function SessionGate({ waiting, failed, signIn, children }: GateProps) {
  const queries = useQueryClient();
  // To stop transitions meanwhile Mantine would add a style element, which the content security policy forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const asked = useQuery({ queryKey: sessionKey, queryFn: askSession, staleTime: Infinity, retry: 1 });
  const session = asked.data;

  useEffect(() => {
    // One question is enough, however many requests were refused. It names the steps that are left; and a refusal may be
    // late, of a session before the one that there is now.
    const ask = (): void => void queries.refetchQueries({ queryKey: sessionKey }, { cancelRefetch: false });
    whenSessionIsLost(ask);
    whenSessionIsUnfinished(ask);
  }, [queries]);
  useEffect(() => {
    if (!session) return;
    void changeLanguage(session.language);
    setColorScheme(session.colorScheme);
  }, [session, setColorScheme]);

  const control = useMemo(() => {
    const set = (next: Session): void => {
      // Somebody else at the same machine sees nothing of what the last one saw.
      if (lastLogin !== null && lastLogin !== next.login) {
        queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
        forgetDrafts();
      }
      lastLogin = next.login;
      setCsrfToken(next.csrfToken);
      // What was asked about the one before says nothing of this one.
      void queries.cancelQueries({ queryKey: sessionKey });
      queries.setQueryData(sessionKey, next);
    };
    const signOut = async (): Promise<void> => {
      await take(api.DELETE('/api/session')).catch((error: unknown) => {
        // Already over is as good.
        if (!(error instanceof ApiProblem && error.slug === 'unauthenticated')) throw error;
      });
      setCsrfToken(null);
      forgetDrafts();
      lastLogin = null;
      queries.clear();
      window.location.assign('/');
    };
    return session ? { session, set, signOut } : { session: null, set, signOut };
  }, [session, queries]);

  // Where it is asked again in vain, whoever is signed in goes on.
  if (asked.isLoadingError) return failed(asked.error, () => void asked.refetch());
  if (session === undefined) return waiting;
  if (session === null) return signIn(control.set, lastLogin);
  return <SessionContext value={control as SessionControl}>{children}</SessionContext>;
}

/** @returns null where nobody is signed in */
async function askSession({ signal }: { signal: AbortSignal }): Promise<Session | null> {
  try {
    const session = await take(api.GET('/api/session', { signal }));
    setCsrfToken(session.csrfToken);
    lastLogin = session.login;
    return session;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) {
      setCsrfToken(null);
      return null;
    }
    throw error;
  }
}

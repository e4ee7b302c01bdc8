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
  /** Stores the session that a request answered with. */
  set: (session: Session) => void;
  /** Signs out, and deletes everything that this tab has kept. */
  signOut: () => Promise<void>;
}

const SessionContext = createContext<SessionControl | null>(null);

export const sessionKey = ['session'] as const;

/** The current session. Only for components inside of {@link SessionGate}. */
export function useSession(): SessionControl {
  const control = use(SessionContext);
  if (control === null) throw new Error('no session here');
  return control;
}

interface GateProps {
  /** Shown until it is known whether somebody is signed in. */
  waiting: ReactNode;
  /** Shown where that could not be found out. */
  failed: (error: unknown, again: () => void) => ReactNode;
  /** @param lost the login of a session of this tab that has ended; null where there was none */
  signIn: (onSession: (session: Session) => void, lost: string | null) => ReactNode;
  children: ReactNode;
}

let lastLogin: string | null = null;

/**
 * Shows its children to a signed-in user, and the sign-in page to everybody else: at the same address, so that a
 * user who signs in again continues there.
 */
export function SessionGate({ waiting, failed, signIn, children }: GateProps) {
  const queries = useQueryClient();
  // To suppress transitions meanwhile, Mantine would add a style element, which the content security policy
  // forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const asked = useQuery({ queryKey: sessionKey, queryFn: askSession, staleTime: Infinity, retry: 1 });
  const session = asked.data;

  useEffect(() => {
    // One request is enough, however many were refused. Its answer lists the remaining steps; and the refusal may
    // be late and concern an earlier session.
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
      // The next user of the same machine must see no data of the previous one.
      if (lastLogin !== null && lastLogin !== next.login) {
        queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
        forgetDrafts();
      }
      lastLogin = next.login;
      setCsrfToken(next.csrfToken);
      // Cached answers of the previous session do not apply to this one.
      void queries.cancelQueries({ queryKey: sessionKey });
      queries.setQueryData(sessionKey, next);
    };
    const signOut = async (): Promise<void> => {
      await take(api.DELETE('/api/session')).catch((error: unknown) => {
        // A session that is already over is fine.
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

  // Where a later check fails, the user stays signed in.
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

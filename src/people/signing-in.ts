import { inContext } from '#http/in-context';
import type { FastifyInstance } from 'fastify';
import type { AccountBook, OneTimeCodes, Passwords, SessionBook } from './accounts';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { SessionDesk } from './session-desk';
import type { SignIn } from './sign-in';
import type { Terms } from './terms';
import type { AuditTrail } from '#audit/audit-trail';
import { requireSession } from './authentication';
import type { CredentialBooks } from './authentication';
import { fromPort } from '#http/problem';
import { sessionRoutes } from './session-routes';
import type { SessionAnswer } from './session-routes';
import { signInRoutes } from './sign-in-routes';
import { TotpDesk } from './totp-desk';
import { totpRoutes } from './totp-routes';
import { sessionJson } from './session-json';

/** Who signs in with a password, and by what. */
export interface SigningInParts {
  accounts: AccountBook;
  sessions: SessionBook;
  passwords: Passwords;
  codes: OneTimeCodes;
  terms: Terms;
  /** For how long a session may lie unused; asked anew each time. */
  idleSeconds: () => Promise<number>;
}

export interface SigningInSettings {
  /** Shown in the session. */
  version: string;
}

/** Signing in, which needs nothing, and what concerns a session alone, which needs one. */
export function signingInRoutes(
  app: FastifyInstance,
  books: CredentialBooks & SigningInParts,
  signIn: SignIn,
  others: { trail: AuditTrail; clock: Pick<Clock, 'now'>; log: Log },
  { version }: SigningInSettings,
): void {
  const answer: SessionAnswer = async (signedIn) =>
    sessionJson(signedIn, await fromPort(books.idleSeconds()), version);
  const sessions = new SessionDesk({ ...books, ...others, signIn });
  const totp = new TotpDesk({ ...books, ...others, signIn });

  inContext(app, 'sign-in', (open) => {
    signInRoutes(open, sessions, answer);
  });
  inContext(app, 'session', (signedIn) => {
    requireSession(signedIn, books);
    sessionRoutes(signedIn, sessions, books.terms, answer);
    totpRoutes(signedIn, totp, answer);
  });
}

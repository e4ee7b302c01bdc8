import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { principalOfAccount } from './accounts';
import type { SessionBook } from './accounts';
import type { Principal } from '#kernel/principal';
import type { TokenBook } from './token-book';
import type { Terms } from './terms';
import { isForeign } from './csrf';
import { bearerToken } from '#http/bearer-token';
import { FailureCount } from '#http/failure-count';
import type { FailureLimit } from '#http/failure-count';
import { fromPort, Problem } from '#http/problem';
import { sessionCookie } from './session-cookie';
import { stepsOf } from './signed-in';
import type { SignedIn } from './signed-in';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null where the request came by no session. */
    signedIn: SignedIn | null;
  }
}

export interface CredentialBooks {
  tokens: TokenBook;
  sessions: SessionBook;
  terms: Terms;
  /** For how long a session may lie unused. */
  idleSeconds: () => Promise<number>;
}

/** A page that asks by itself says so with this header: it is no use of the session. */
const backgroundHeader = 'x-star7-background';

/** A page opens it by itself, again and again, and `EventSource` cannot send the header. */
const eventsUrl = '/api/events';

/** Longer than any session lasts. */
const longestIdleSeconds = 24 * 3600;

export const defaultCredentialRules: FailureLimit = { max: 20, seconds: 60 };

/**
 * Has every request of this context carry a valid bearer token (RFC 6750) or a session's cookie before anything of it
 * is read. A request with an `Authorization` header goes by that alone.
 *
 * Failed tokens are counted by address; above the limit the token book is not even asked, unless the token was good lately.
 * Sessions are not counted: one that has ended is an everyday thing, and a whole office has one address.
 */
export function requireCredential(app: FastifyInstance, books: CredentialBooks, limit: FailureLimit): void {
  app.decorateRequest('signedIn', null);
  const failures = new FailureCount(app, limit);

  async function byToken(request: FastifyRequest): Promise<Principal> {
    const token = bearerToken(request);
    if (token === null) throw unauthenticated();
    const print = createHash('sha256').update(token).digest('base64');
    await failures.admit(request, print);
    const principal = await fromPort(books.tokens.authenticate(token));
    if (principal === null) {
      failures.forget(print);
      await failures.failed(request);
      throw unauthenticated('invalid_token');
    }
    failures.wasGood(print);
    return principal;
  }

  app.addHook('onRequest', async (request) => {
    if (request.headers.authorization !== undefined) {
      request.principal = await byToken(request);
      return;
    }
    const { account, steps } = await signIn(request, books);
    if (steps.length > 0) throw new Problem('sign-in-unfinished');
    request.principal = principalOfAccount(account);
  });
}

/** Has every request of this context carry a session's cookie, whether its owner is through with signing in or not. */
export function requireSession(app: FastifyInstance, books: CredentialBooks): void {
  app.decorateRequest('signedIn', null);
  app.addHook('onRequest', async (request) => {
    await signIn(request, books);
  });
}

/**
 * A cookie that is refused is not taken back: the answer may come when the browser has another, of a session that was
 * begun meanwhile.
 * @throws Problem `unauthenticated`, `csrf`
 */
async function signIn(request: FastifyRequest, books: CredentialBooks): Promise<SignedIn> {
  const foreign = isForeign(request, sessionCookie(request) ?? '');
  const byItself = request.headers[backgroundHeader] !== undefined || request.routeOptions.url === eventsUrl;
  const signedIn = await sessionOf(request, books, { use: !foreign && !byItself });
  if (signedIn === null) throw unauthenticated();
  if (foreign) throw new Problem('csrf');
  request.signedIn = signedIn;
  return signedIn;
}

/**
 * @param use whether this is a use of the session, or a question by a program
 * @param idleToo whether one is over that lay unused
 */
async function sessionOf(
  request: FastifyRequest,
  { sessions, terms, idleSeconds }: CredentialBooks,
  { use, idleToo = true }: { use: boolean; idleToo?: boolean },
): Promise<SignedIn | null> {
  const token = sessionCookie(request);
  if (token === null) return null;
  const idle = idleToo ? await fromPort(idleSeconds()) : longestIdleSeconds;
  const session = await fromPort(sessions.find(token, idle, use));
  if (session === null) return null;
  return { ...session, token, steps: await fromPort(stepsOf(session, terms)) };
}

/** Why somebody is let in no more. Stable: it stands in the log. */
export type AccessEnd = 'token-revoked' | 'session-ended' | 'rights-changed' | 'access-unknown';

/**
 * Why what let a request in would let it in no more; null while it would. No use of the session.
 * @param idleToo whether a session is over that lay unused
 * @throws where the books cannot answer
 */
export async function accessEnd(
  request: FastifyRequest,
  principal: Principal,
  books: CredentialBooks,
  idleToo: boolean,
): Promise<Exclude<AccessEnd, 'access-unknown'> | null> {
  if (request.signedIn === null) {
    const now = await books.tokens.authenticate(bearerToken(request) ?? '');
    return now === null ? 'token-revoked' : changeOf(principal, now);
  }
  const session = await sessionOf(request, books, { use: false, idleToo });
  if (session === null) return 'session-ended';
  return changeOf(principal, session.steps.length > 0 ? null : principalOfAccount(session.account));
}

function changeOf(before: Principal, now: Principal | null): 'rights-changed' | null {
  return JSON.stringify(now) === JSON.stringify(before) ? null : 'rights-changed';
}

/** @param error RFC 6750, section 3.1: no error code where no token was sent */
function unauthenticated(error?: string): Problem {
  return new Problem('unauthenticated', {
    headers: {
      'www-authenticate': `Bearer realm="star7"${error === undefined ? '' : `, error="${error}"`}`,
    },
  });
}

/** On routes behind {@link requireSession} only. */
export function signedInOf(request: FastifyRequest): SignedIn {
  if (request.signedIn === null) throw new Problem('unauthenticated');
  return request.signedIn;
}

import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { Account, SessionBook } from './accounts';
import type { Log } from '#kernel/log';
import type { SignIn } from './sign-in';
import type { Terms } from './terms';
import { longestPassword } from './model/password-rules';
import { accountActor, accountSubject } from './account-actor';
import type { AuditTrail } from '#audit/audit-trail';
import { stepsOf } from './authentication';
import { clientNetwork } from '#http/client-network';
import { refuseOtherSites } from './csrf';
import { tooManySignIns } from './password-check';
import { fromPort, Problem } from '#http/problem';
import { named, problemResponses } from '#http/schemas';
import { sessionCookie, setSessionCookie } from './session-cookie';
import type { SessionAnswer } from './session-routes';

const signInBody = Type.Object(
  {
    login: Type.String({ minLength: 1, maxLength: 64, description: "a manager's is the extension" }),
    password: Type.String({ minLength: 1, maxLength: longestPassword }),
    code: Type.Optional(
      Type.String({ maxLength: 16, description: 'of the authenticator, where one is used' }),
    ),
  },
  { additionalProperties: false },
);

export interface SignInRouteParts {
  signIn: SignIn;
  sessions: SessionBook;
  terms: Terms;
  trail: AuditTrail;
  log: Log;
  answer: SessionAnswer;
}

/** Signing in with a login and a password. */
export function signInRoutes(app: FastifyInstance, parts: SignInRouteParts): void {
  const { signIn, sessions, terms, trail, log, answer } = parts;

  app.post<{ Body: Static<typeof signInBody> }>(
    '/session',
    {
      onRequest: (request, _reply, done) => {
        refuseOtherSites(request);
        done();
      },
      schema: {
        operationId: 'signIn',
        summary: 'Sign in',
        description:
          'Sets the cookie of the session. An unknown login, a wrong password and a disabled account are answered alike, after the same time.',
        tags: ['session'],
        security: [],
        body: signInBody,
        response: {
          200: { description: 'Signed in; `steps` lists what to do first', ...named('Session') },
          ...problemResponses(
            'invalid-request',
            'malformed-body',
            'sign-in-refused',
            'code-required',
            'code-refused',
            'csrf',
            'body-too-large',
            'unsupported-media-type',
            'too-many-sign-ins',
            'internal',
            'unavailable',
          ),
        },
      },
    },
    async (request, reply) => {
      const { login, password, code } = request.body;
      const result = await fromPort(
        signIn.try({
          login: login.trim(),
          password,
          address: clientNetwork(request.ip),
          ...(code !== undefined && { code }),
        }),
      );
      switch (result.outcome) {
        case 'too-many':
          log.warn('sign-in refused', { reason: 'too-many' });
          throw tooManySignIns(result.waitSeconds);
        case 'refused':
          refused(result.account, 'password');
          throw new Problem('sign-in-refused', { headers: challenge });
        case 'code-required':
          throw new Problem('code-required', { headers: challenge });
        case 'code-refused':
          refused(result.account, 'code');
          throw new Problem('code-refused', { headers: challenge });
        case 'signed-in':
      }
      const { account, passwordHash } = result;
      await trail.before({
        actor: accountActor(account),
        action: 'session.sign-in',
        subject: accountSubject(account),
        detail: { role: account.role, code: account.totp },
      });
      const token = await fromPort(sessions.begin(account.id, passwordHash));
      // Reset or disabled since it was looked up.
      if (token === null) throw new Problem('sign-in-refused', { headers: challenge });
      // Another session of this browser: nobody could end it any more.
      const before = sessionCookie(request);
      if (before !== null) await fromPort(sessions.end(before));
      setSessionCookie(request, reply, token);
      return answer({ account, token, steps: await stepsOf({ account }, terms) });
    },
  );

  /** Nobody waits for the audit log here: an unknown login has no row, and would be answered sooner. */
  function refused(account: Account | null, reason: 'password' | 'code'): void {
    log.warn('sign-in refused', {
      reason: account === null ? 'unknown' : reason,
      account: account?.login,
    });
    if (account === null) return;
    void trail.after({
      actor: 'anonymous',
      action: 'session.refused',
      subject: accountSubject(account),
      detail: { reason },
    });
  }
}

/** RFC 9110, section 15.5.2. */
const challenge = { 'www-authenticate': 'Bearer realm="star7"' };

import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { colorSchemes } from './accounts';
import type { AccountBook, Passwords, SessionBook } from './accounts';
import type { SignIn } from './sign-in';
import type { Terms } from './terms';
import { languages } from '#kernel/language';
import { longestPassword, passwordFault, shortestPassword } from './model/password-rules';
import type { PasswordFault } from './model/password-rules';
import { accountActor, accountSubject } from './account-actor';
import type { AuditTrail } from '#audit/audit-trail';
import { signedInOf, stepsOf } from './authentication';
import type { SignedIn } from './authentication';
import { checkPassword, wrongPassword } from './password-check';
import { bodyFault, faultOfBody, fromPort, Problem } from '#http/problem';
import type { Fault } from '#http/problem';
import { named, oneOf, problemResponses, sessionAlone } from '#http/schemas';
import { clearSessionCookie } from './session-cookie';
import type { sessionJson } from './session-json';

/** A session as the page is told of it. */
export type SessionAnswer = (signedIn: SignedIn) => Promise<ReturnType<typeof sessionJson>>;

export interface SessionRouteParts {
  accounts: AccountBook;
  sessions: SessionBook;
  passwords: Passwords;
  terms: Terms;
  signIn: SignIn;
  trail: AuditTrail;
  answer: SessionAnswer;
}

const password = Type.String({ minLength: 1, maxLength: longestPassword });

const passwordBody = Type.Object({ current: password, new: password }, { additionalProperties: false });

const termsBody = Type.Object(
  { version: Type.Integer({ minimum: 1, description: 'of the text that was shown' }) },
  { additionalProperties: false },
);

const preferencesBody = Type.Partial(
  Type.Object({
    language: oneOf(languages, 'language of the pages'),
    colorScheme: oneOf(colorSchemes, 'language of the pages'),
  }),
  { additionalProperties: false },
);

const termsSchema = Type.Object({
  version: Type.Integer(),
  text: Type.Object(
    { ru: Type.String(), en: Type.String() },
    { description: 'paragraphs, one a line; no markup' },
  ),
});

const refused = ['unauthenticated', 'internal', 'unavailable'] as const;
const refusedChange = [...refused, 'csrf', 'invalid-request', 'malformed-body'] as const;

/** A session, for whoever has one: behind {@link requireSession}. */
export function sessionRoutes(app: FastifyInstance, parts: SessionRouteParts): void {
  const { accounts, sessions, passwords, terms, signIn, trail, answer } = parts;

  app.get(
    '/session',
    {
      schema: {
        operationId: 'getSession',
        summary: 'Who is signed in',
        tags: ['session'],
        security: sessionAlone,
        response: {
          200: { description: 'The session', ...named('Session') },
          ...problemResponses(...refused),
        },
      },
    },
    (request) => answer(signedInOf(request)),
  );

  app.delete(
    '/session',
    {
      schema: {
        operationId: 'signOut',
        summary: 'Sign out',
        tags: ['session'],
        security: sessionAlone,
        response: {
          204: { description: 'Signed out', type: 'null' },
          ...problemResponses(...refused, 'csrf'),
        },
      },
    },
    async (request, reply) => {
      const { account, token } = signedInOf(request);
      await fromPort(sessions.end(token));
      await trail.after({
        actor: accountActor(account),
        action: 'session.sign-out',
        subject: accountSubject(account),
      });
      clearSessionCookie(request, reply);
      return reply.code(204).send();
    },
  );

  app.put<{ Body: Static<typeof passwordBody> }>(
    '/session/password',
    {
      schema: {
        operationId: 'changePassword',
        summary: 'Set a new password',
        description:
          'Ends all other sessions of the account. Codes of faults: `wrong` (the current one), `too-short`, `too-simple`, `contains-login`, `same-as-before`.',
        tags: ['session'],
        security: sessionAlone,
        body: passwordBody,
        response: {
          200: { description: 'Set', ...named('Session') },
          ...problemResponses(...refusedChange, 'too-many-sign-ins'),
        },
      },
    },
    async (request) => {
      const { account, token } = signedInOf(request);
      const { current, new: chosen } = request.body;
      const fault = passwordFault(chosen, account.login, current);
      const checked = await checkPassword(request, signIn, current, '#/current');
      const faults: Fault[] = [
        ...('fault' in checked ? [checked.fault] : []),
        ...(fault === null ? [] : [faultOfBody('#/new', fault, wanted[fault])]),
      ];
      if ('fault' in checked || faults.length > 0) throw new Problem('invalid-request', { faults });
      const hash = await fromPort(passwords.hash(chosen));
      await trail.before({
        actor: accountActor(account),
        action: 'password.change',
        subject: accountSubject(account),
      });
      // Reset or disabled while that was being hashed: what was typed is the account's password no longer.
      if (!(await fromPort(accounts.changePassword(account.id, checked.passwordHash, hash)))) {
        throw new Problem('invalid-request', { faults: [wrongPassword('#/current')] });
      }
      await fromPort(sessions.endOthers(account.id, token));
      return changed(request, { mustChangePassword: false });
    },
  );

  app.get(
    '/terms',
    {
      schema: {
        operationId: 'getTerms',
        summary: 'The confidentiality terms',
        tags: ['session'],
        security: sessionAlone,
        response: { 200: { description: 'The terms', ...termsSchema }, ...problemResponses(...refused) },
      },
    },
    () => fromPort(terms.current()),
  );

  app.put<{ Body: Static<typeof termsBody> }>(
    '/session/terms',
    {
      schema: {
        operationId: 'acceptTerms',
        summary: 'Accept the confidentiality terms',
        description: 'Code of a fault: `outdated`, where the text has changed meanwhile.',
        tags: ['session'],
        security: sessionAlone,
        body: termsBody,
        response: {
          200: { description: 'Accepted', ...named('Session') },
          ...problemResponses(...refusedChange),
        },
      },
    },
    async (request) => {
      const { account } = signedInOf(request);
      const { version } = request.body;
      if (version !== (await fromPort(terms.current())).version) {
        throw bodyFault('#/version', 'outdated', 'must be the version of the current text: read it again');
      }
      await trail.before({
        actor: accountActor(account),
        action: 'terms.accept',
        subject: accountSubject(account),
        detail: { version },
      });
      await fromPort(accounts.acceptTerms(account.id, version));
      return changed(request, { termsVersion: version });
    },
  );

  app.patch<{ Body: Static<typeof preferencesBody> }>(
    '/session/preferences',
    {
      schema: {
        operationId: 'changePreferences',
        summary: 'Change how the pages look; other fields stay as they are',
        tags: ['session'],
        security: sessionAlone,
        body: preferencesBody,
        response: {
          200: { description: 'Changed', ...named('Session') },
          ...problemResponses(...refusedChange),
        },
      },
    },
    async (request) => {
      const preferences = request.body;
      await fromPort(accounts.changePreferences(signedInOf(request).account.id, preferences));
      return changed(request, preferences);
    },
  );

  /** The session after a change of its account. */
  async function changed(
    request: FastifyRequest,
    changes: Partial<SignedIn['account']>,
  ): ReturnType<SessionAnswer> {
    const before = signedInOf(request);
    const account = { ...before.account, ...changes };
    return answer({ ...before, account, steps: await stepsOf({ account }, terms) });
  }
}

const wanted: Readonly<Record<PasswordFault, string>> = {
  'too-short': `must have ${String(shortestPassword)} characters or more`,
  'too-simple': 'must have five different characters or more',
  'contains-login': 'must have enough characters besides the login',
  'same-as-before': 'must differ from the current one',
};

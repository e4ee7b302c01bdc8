import { Type } from '@sinclair/typebox';
import { colorSchemes } from './accounts';
import { signedInOf } from './authentication';
import { longestPassword } from './model/password-rules';
import { clearSessionCookie } from './session-cookie';
import type { SessionDesk } from './session-desk';
import type { sessionJson } from './session-json';
import type { SignedIn } from './signed-in';
import type { Terms } from './terms';
import type { Api } from '#http/api';
import { clientNetwork } from '#http/client-network';
import { named, oneOf, problemResponses, sessionAlone } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { languages } from '#kernel/language';

/** A session as the page is told of it. */
export type SessionAnswer = (signedIn: SignedIn) => Promise<ReturnType<typeof sessionJson>>;

const password = Type.String({ minLength: 1, maxLength: longestPassword });

const passwordBody = Type.Object({ current: password, new: password }, { additionalProperties: false });

const termsBody = Type.Object(
  { version: Type.Integer({ minimum: 1, description: 'of the text that was shown' }) },
  { additionalProperties: false },
);

const preferencesBody = Type.Partial(
  Type.Object({
    language: oneOf(languages, 'language of the pages'),
    colorScheme: oneOf(colorSchemes, 'colour scheme of the pages'),
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
export function sessionRoutes(app: Api, sessions: SessionDesk, terms: Terms, answer: SessionAnswer): void {
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
      await fromUseCase(sessions.signOut(signedInOf(request)));
      clearSessionCookie(request, reply);
      return reply.code(204).send();
    },
  );

  app.put(
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
      const { current, new: chosen } = request.body;
      const passwords = { current, chosen, address: clientNetwork(request.ip) };
      return answer(await fromUseCase(sessions.changePassword(signedInOf(request), passwords)));
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
    () => fromUseCase(terms.current()),
  );

  app.put(
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
    async (request) =>
      answer(await fromUseCase(sessions.acceptTerms(signedInOf(request), request.body.version))),
  );

  app.patch(
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
    async (request) =>
      answer(await fromUseCase(sessions.changePreferences(signedInOf(request), request.body))),
  );
}

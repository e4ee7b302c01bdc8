import { Type } from '@sinclair/typebox';
import { refuseOtherSites } from './csrf';
import { longestPassword } from './model/password-rules';
import { sessionCookie, setSessionCookie } from './session-cookie';
import type { SessionDesk } from './session-desk';
import type { SessionAnswer } from './session-routes';
import type { Api } from '#http/api';
import { clientNetwork } from '#http/client-network';
import { named, problemResponses } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

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

/** Signing in with a login and a password. */
export function signInRoutes(app: Api, sessions: SessionDesk, answer: SessionAnswer): void {
  app.post(
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
      const credentials = { login, password, ...(code !== undefined && { code }) };
      const signedIn = await fromUseCase(
        sessions.signIn({ ...credentials, address: clientNetwork(request.ip) }, sessionCookie(request)),
      );
      setSessionCookie(request, reply, signedIn.token);
      return answer(signedIn);
    },
  );
}

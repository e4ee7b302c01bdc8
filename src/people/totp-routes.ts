import { Type } from '@sinclair/typebox';
import { signedInOf } from './authentication';
import { longestPassword } from './model/password-rules';
import type { SessionAnswer } from './session-routes';
import type { TotpDesk } from './totp-desk';
import type { Api } from '#http/api';
import { clientNetwork } from '#http/client-network';
import { named, problemResponses, sessionAlone } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

const codeBody = Type.Object(
  { code: Type.String({ maxLength: 16, description: 'six digits' }) },
  { additionalProperties: false },
);

const passwordBody = Type.Object(
  { password: Type.String({ minLength: 1, maxLength: longestPassword }) },
  { additionalProperties: false },
);

const secretSchema = Type.Object({
  secret: Type.String({ description: 'Base32, to be typed into the app' }),
  uri: Type.String({ description: '`otpauth:`, for a QR code' }),
});

const refused = ['unauthenticated', 'sign-in-unfinished', 'csrf', 'internal', 'unavailable'] as const;

/** Codes of an authenticator app: begun, confirmed by a first code, given up. Behind {@link requireSession}. */
export function totpRoutes(app: Api, totp: TotpDesk, answer: SessionAnswer): void {
  app.post(
    '/session/totp',
    {
      schema: {
        operationId: 'beginTotp',
        summary: 'Set up an authenticator',
        description:
          'The secret is shown only once. Codes are required after a first code has confirmed it. Code of a fault: `wrong`.',
        tags: ['session'],
        security: sessionAlone,
        body: passwordBody,
        response: {
          200: { description: 'For the authenticator', ...secretSchema },
          ...problemResponses(
            ...refused,
            'invalid-request',
            'malformed-body',
            'totp-in-use',
            'too-many-sign-ins',
          ),
        },
      },
    },
    (request) =>
      fromUseCase(totp.begin(signedInOf(request), request.body.password, clientNetwork(request.ip))),
  );

  app.put(
    '/session/totp',
    {
      schema: {
        operationId: 'confirmTotp',
        summary: 'Turn the authenticator on',
        description: "Ends the account's other sessions. Code of a fault: `wrong`.",
        tags: ['session'],
        security: sessionAlone,
        body: codeBody,
        response: {
          200: { description: 'Codes are required', ...named('Session') },
          ...problemResponses(...refused, 'invalid-request', 'malformed-body', 'totp-not-begun'),
        },
      },
    },
    async (request) => answer(await fromUseCase(totp.confirm(signedInOf(request), request.body.code))),
  );

  app.delete(
    '/session/totp',
    {
      schema: {
        operationId: 'removeTotp',
        summary: 'Turn the authenticator off',
        description: "Ends the account's other sessions. Code of a fault: `wrong`.",
        tags: ['session'],
        security: sessionAlone,
        body: passwordBody,
        response: {
          200: { description: 'Codes are not required', ...named('Session') },
          ...problemResponses(...refused, 'invalid-request', 'malformed-body', 'too-many-sign-ins'),
        },
      },
    },
    async (request) => {
      const { password } = request.body;
      return answer(await fromUseCase(totp.remove(signedInOf(request), password, clientNetwork(request.ip))));
    },
  );
}

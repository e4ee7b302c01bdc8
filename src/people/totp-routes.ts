import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AccountBook, OneTimeCodes } from './accounts';
import type { Clock } from '#kernel/clock';
import type { SignIn } from './sign-in';
import { longestPassword } from './model/password-rules';
import { accountActor, accountSubject } from './account-actor';
import type { AuditTrail } from '#audit/audit-trail';
import { signedInOf } from './authentication';
import type { SignedIn } from './authentication';
import { checkPassword } from './password-check';
import { bodyFault, fromPort, Problem } from '#http/problem';
import { named, problemResponses, sessionAlone } from '#http/schemas';
import type { SessionAnswer } from './session-routes';

export interface TotpRouteParts {
  accounts: AccountBook;
  codes: OneTimeCodes;
  signIn: SignIn;
  trail: AuditTrail;
  clock: Pick<Clock, 'now'>;
  answer: SessionAnswer;
}

const codeBody = Type.Object(
  { code: Type.String({ maxLength: 16, description: 'six digits' }) },
  { additionalProperties: false },
);

const removalBody = Type.Object(
  { password: Type.String({ minLength: 1, maxLength: longestPassword }) },
  { additionalProperties: false },
);

const secretSchema = Type.Object({
  secret: Type.String({ description: 'Base32, to be typed into the app' }),
  uri: Type.String({ description: '`otpauth:`, for a QR code' }),
});

const refused = ['unauthenticated', 'sign-in-unfinished', 'csrf', 'internal', 'unavailable'] as const;

/** Codes of an authenticator app: begun, confirmed by a first code, given up. Behind {@link requireSession}. */
export function totpRoutes(app: FastifyInstance, parts: TotpRouteParts): void {
  const { accounts, codes, signIn, trail, clock, answer } = parts;

  app.post(
    '/session/totp',
    {
      schema: {
        operationId: 'beginTotp',
        summary: 'Set up an authenticator',
        description: 'The secret is shown only once. Codes are required after a first code has confirmed it.',
        tags: ['session'],
        security: sessionAlone,
        response: {
          200: { description: 'For the authenticator', ...secretSchema },
          ...problemResponses(...refused, 'totp-in-use'),
        },
      },
    },
    async (request) => {
      const { account } = finished(request);
      if (account.totp) throw new Problem('totp-in-use');
      const secret = codes.newSecret();
      await fromPort(accounts.beginTotp(account.id, secret));
      return codes.shown(secret, account.login);
    },
  );

  app.put<{ Body: Static<typeof codeBody> }>(
    '/session/totp',
    {
      schema: {
        operationId: 'confirmTotp',
        summary: 'Turn the authenticator on',
        description: 'Code of a fault: `wrong`.',
        tags: ['session'],
        security: sessionAlone,
        body: codeBody,
        response: {
          200: { description: 'Codes are required', ...named('Session') },
          ...problemResponses(...refused, 'invalid-request', 'malformed-body', 'totp-not-begun'),
        },
      },
    },
    async (request) => {
      const signedIn = finished(request);
      const { account } = signedIn;
      const secret = await fromPort(accounts.begunTotp(account.id));
      if (secret === null) throw new Problem('totp-not-begun');
      const step = codes.stepOf(secret, request.body.code, clock.now());
      if (step === null || !(await fromPort(accounts.takeTotpStep(account.id, step)))) {
        throw bodyFault('#/code', 'wrong', 'must be the code that the authenticator shows now');
      }
      await trail.before({
        actor: accountActor(account),
        action: 'totp.enable',
        subject: accountSubject(account),
      });
      await fromPort(accounts.confirmTotp(account.id));
      return answer({ ...signedIn, account: { ...account, totp: true } });
    },
  );

  app.delete<{ Body: Static<typeof removalBody> }>(
    '/session/totp',
    {
      schema: {
        operationId: 'removeTotp',
        summary: 'Turn the authenticator off',
        description: 'Code of a fault: `wrong`.',
        tags: ['session'],
        security: sessionAlone,
        body: removalBody,
        response: {
          200: { description: 'Codes are not required', ...named('Session') },
          ...problemResponses(...refused, 'invalid-request', 'malformed-body', 'too-many-sign-ins'),
        },
      },
    },
    async (request) => {
      const signedIn = finished(request);
      const { account } = signedIn;
      const checked = await checkPassword(request, signIn, request.body.password, '#/password');
      if ('fault' in checked) throw new Problem('invalid-request', { faults: [checked.fault] });
      await trail.before({
        actor: accountActor(account),
        action: 'totp.disable',
        subject: accountSubject(account),
      });
      await fromPort(accounts.removeTotp(account.id));
      return answer({ ...signedIn, account: { ...account, totp: false } });
    },
  );
}

/** @throws Problem `sign-in-unfinished` */
function finished(request: FastifyRequest): SignedIn {
  const signedIn = signedInOf(request);
  if (signedIn.steps.length > 0) throw new Problem('sign-in-unfinished');
  return signedIn;
}

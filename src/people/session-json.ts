import { Type } from '@sinclair/typebox';
import { colorSchemes } from './accounts';
import { accountRoles } from '#kernel/principal';
import { languages } from '#kernel/language';
import { signInSteps } from './signed-in';
import type { SignedIn } from './signed-in';
import { csrfToken } from './csrf';
import { isoTimeSchema, oneOf, orNull } from '#http/schemas';
import { isoTimeOrNull } from '#kernel/iso-time';

export const sessionSchema = Type.Object(
  {
    login: Type.String({ examples: ['101'] }),
    name: Type.String(),
    role: oneOf(accountRoles, 'what the account may do'),
    extension: orNull(Type.String({ description: "the manager's; null for other roles" })),
    awaySince: orNull(
      Type.Unsafe<string>({
        ...isoTimeSchema,
        description: 'of a manager on a break; null while inbound calls are taken',
      }),
    ),
    language: oneOf(languages, 'language of the pages'),
    colorScheme: oneOf(colorSchemes, 'colour scheme of the pages'),
    mayExport: Type.Boolean({ description: 'may export the call log as a file' }),
    totp: Type.Boolean({ description: 'signing in requires the code of an authenticator' }),
    steps: Type.Array(oneOf(signInSteps, 'to be done before anything else'), {
      description: 'until this is empty, other routes respond `sign-in-unfinished`',
    }),
    csrfToken: Type.String({
      description: 'for the header `x-star7-csrf` of requests that change something',
    }),
    idleSeconds: Type.Integer({ description: 'idle time after which the session ends' }),
    version: Type.String({ description: 'of Star7' }),
  },
  { $id: 'Session', description: 'Who is signed in, and how their pages look.' },
);

/** Written out field by field: a new field of an account is not returned until it is added here. */
export function sessionJson({ account, steps, token }: SignedIn, idleSeconds: number, version: string) {
  return {
    login: account.login,
    name: account.name,
    role: account.role,
    extension: account.manager?.extension ?? null,
    awaySince: isoTimeOrNull(account.awaySince),
    language: account.language,
    colorScheme: account.colorScheme,
    mayExport: account.mayExport,
    totp: account.totp,
    steps,
    csrfToken: csrfToken(token),
    idleSeconds,
    version,
  };
}

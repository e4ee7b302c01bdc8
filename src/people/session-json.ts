import { Type } from '@sinclair/typebox';
import { colorSchemes } from './accounts';
import { accountRoles } from '#kernel/principal';
import { languages } from '#kernel/language';
import { signInSteps } from './signed-in';
import type { SignedIn } from './signed-in';
import { csrfToken } from './csrf';
import { oneOf, orNull } from '#http/schemas';

export const sessionSchema = Type.Object(
  {
    login: Type.String({ examples: ['101'] }),
    name: Type.String(),
    role: oneOf(accountRoles, 'what the account may do'),
    extension: orNull(Type.String({ description: "the manager's; null for whoever is none" })),
    language: oneOf(languages, 'of the pages'),
    colorScheme: oneOf(colorSchemes, 'of the pages'),
    mayExport: Type.Boolean({ description: 'may take the call log away as a file' }),
    totp: Type.Boolean({ description: 'codes of an authenticator are asked for' }),
    steps: Type.Array(oneOf(signInSteps, 'to be done before anything else'), {
      description: 'until it is empty, other routes answer `sign-in-unfinished`',
    }),
    csrfToken: Type.String({
      description: 'goes into the header `x-star7-csrf` of whatever changes something',
    }),
    idleSeconds: Type.Integer({ description: 'the session ends after so long without use' }),
    version: Type.String({ description: 'of Star7' }),
  },
  { $id: 'Session', description: 'Who is signed in, and how their pages are to look.' },
);

/** Written out field by field: what an account gains one day is not told before somebody decides so here. */
export function sessionJson({ account, steps, token }: SignedIn, idleSeconds: number, version: string) {
  return {
    login: account.login,
    name: account.name,
    role: account.role,
    extension: account.manager?.extension ?? null,
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

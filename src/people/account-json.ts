import { Type } from '@sinclair/typebox';
import type { AccountEntry } from './accounts';
import { languages } from '#kernel/language';
import { extensionPattern, longestManagerName } from './model/manager';
import { isoTimeOrNull } from '#kernel/iso-time';
import { isoTimeSchema, oneOf, orNull } from '#http/schemas';

/** Roles of those who are no managers: a manager's account comes and goes with the manager. */
const roles = ['supervisor', 'administrator'] as const;

const settings = {
  name: Type.String({
    pattern: '\\S',
    maxLength: longestManagerName,
    description: 'a name for lists and reports',
    examples: ['Olga Ivanova'],
  }),
  role: oneOf(roles, 'what the account may do'),
  mayExport: Type.Boolean({ description: 'may export lists as a file' }),
  language: oneOf(languages, 'language of the pages'),
  phone: orNull(
    Type.String({
      pattern: extensionPattern,
      description: 'extension of the own phone, at which the account may listen to calls; null without one',
      examples: ['190'],
    }),
  ),
};
const login = Type.String({
  maxLength: 64,
  description: 'lowercase Latin letters, digits, dots, dashes and underscores, a letter first',
  examples: ['ivanova'],
});

export const newAccountBody = Type.Object(
  {
    login,
    name: settings.name,
    role: settings.role,
    mayExport: Type.Optional(settings.mayExport),
    phone: Type.Optional(settings.phone),
    language: Type.Optional(settings.language),
  },
  { additionalProperties: false },
);
export const accountChangesBody = Type.Partial(Type.Object(settings), { additionalProperties: false });

/** Shown in this answer only. */
export const oneTimePasswordSchema = Type.String({
  description: 'for the first sign-in, which asks for another; shown only in this response',
});

export const accountSchema = Type.Object(
  {
    login,
    ...settings,
    mustChangePassword: Type.Boolean({
      description: 'still has the password that an administrator was shown',
    }),
    totp: Type.Boolean({ description: 'signing in requires the code of an authenticator' }),
    lastSeenAt: orNull(isoTimeSchema),
    disabledAt: orNull(isoTimeSchema),
  },
  { $id: 'Account', description: 'A supervisor or an administrator.' },
);

/** Written out field by field: a new field of an entry is not returned until it is added here. */
export function accountJson(entry: AccountEntry) {
  return {
    login: entry.login,
    name: entry.name,
    role: entry.role,
    mayExport: entry.mayExport,
    phone: entry.phone,
    language: entry.language,
    mustChangePassword: entry.mustChangePassword,
    totp: entry.totp,
    lastSeenAt: isoTimeOrNull(entry.lastSeenAt),
    disabledAt: isoTimeOrNull(entry.disabledAt),
  };
}

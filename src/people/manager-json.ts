import { Type } from '@sinclair/typebox';
import type { AccountEntry } from './accounts';
import type { ManagerEntry } from './manager-roster';
import { didPattern, extensionPattern, largestCap, longestGroup, longestManagerName } from './model/manager';
import { languages } from '#kernel/language';
import { isoTimeOrNull } from '#kernel/iso-time';
import { isoTimeSchema, oneOf, orNull, valueOrNull } from '#http/schemas';

const cap = (window: string) =>
  valueOrNull(
    Type.Integer({
      minimum: 0,
      maximum: largestCap,
      description: `calls in any ${window}; 0 for no limit, null for the site's`,
    }),
  );

const extension = Type.String({
  pattern: extensionPattern,
  description: '1 to 32 letters and digits, with dots, dashes, underscores inside',
  examples: ['101'],
});

/** What an administrator may say of a manager. */
export const managerSettings = {
  name: Type.String({
    pattern: '\\S',
    maxLength: longestManagerName,
    description: 'a name for lists and reports',
    examples: ['Anna Petrova'],
  }),
  language: oneOf(languages, 'language of the voice prompts'),
  did: valueOrNull(
    Type.String({
      pattern: didPattern,
      description:
        "the company's number that customers see: country code and digits alone; null for the site's",
      examples: ['74951234567'],
    }),
  ),
  shortCodeMode: oneOf(['keep', 'call-back'], 'what a dialled short code does with the phone'),
  autoAnswer: Type.Boolean({ description: 'ask the phone to answer click-to-call automatically' }),
  pressToAccept: Type.Boolean({ description: 'ask to press 1 before the customer is called' }),
  maxCallsHour: cap('hour'),
  maxCallsDay: cap('24 hours'),
  group: valueOrNull(
    Type.String({
      maxLength: longestGroup,
      description: 'managers of one group stand in for each other when customers call; null for none',
      examples: ['sales'],
    }),
  ),
};

export const newManagerBody = Type.Object(
  {
    extension,
    name: managerSettings.name,
    language: Type.Optional(managerSettings.language),
    did: Type.Optional(managerSettings.did),
    shortCodeMode: Type.Optional(managerSettings.shortCodeMode),
    autoAnswer: Type.Optional(managerSettings.autoAnswer),
    pressToAccept: Type.Optional(managerSettings.pressToAccept),
    maxCallsHour: Type.Optional(managerSettings.maxCallsHour),
    maxCallsDay: Type.Optional(managerSettings.maxCallsDay),
    group: Type.Optional(managerSettings.group),
  },
  { additionalProperties: false },
);
export const managerChangesBody = Type.Partial(Type.Object(managerSettings), {
  additionalProperties: false,
});

export const managerSchema = Type.Object(
  {
    extension,
    ...managerSettings,
    hasMobile: Type.Boolean({ description: 'the own mobile is known and confirmed' }),
    awaySince: orNull(isoTimeSchema),
    disabledAt: orNull(isoTimeSchema),
    openOrders: Type.Integer(),
    account: orNull(
      Type.Object(
        {
          exists: Type.Boolean(),
          mustChangePassword: Type.Boolean(),
          totp: Type.Boolean(),
          lastSeenAt: orNull(isoTimeSchema),
        },
        { description: 'null for a manager who cannot sign in' },
      ),
    ),
  },
  { $id: 'Manager', description: 'An employee who calls customers.' },
);

/** Written out field by field: a new field of an entry is not returned until it is added here. */
export function managerJson(entry: ManagerEntry, account: AccountEntry | null | undefined) {
  return {
    extension: entry.extension,
    name: entry.name,
    language: entry.language,
    did: entry.did,
    shortCodeMode: entry.shortCodeMode,
    autoAnswer: entry.autoAnswer,
    pressToAccept: entry.pressToAccept,
    maxCallsHour: entry.maxCallsHour,
    maxCallsDay: entry.maxCallsDay,
    group: entry.group,
    hasMobile: entry.hasMobile,
    awaySince: isoTimeOrNull(entry.awaySince),
    disabledAt: isoTimeOrNull(entry.disabledAt),
    openOrders: entry.openOrders,
    account: account
      ? {
          exists: true,
          mustChangePassword: account.mustChangePassword,
          totp: account.totp,
          lastSeenAt: isoTimeOrNull(account.lastSeenAt),
        }
      : null,
  };
}

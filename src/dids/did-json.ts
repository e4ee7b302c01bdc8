import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { DidWarning } from './did-desk';
import type { DidRouteEntry } from './live-dids';
import { defaultRoute, fallbacks, overflows, proofs, purposes, unknownCallers } from './model/did-route';
import type { DidRoute } from './model/did-route';
import {
  didWarningCodes,
  longestHours,
  mostHolidays,
  ringSecondsRange,
  waitSecondsRange,
} from './model/did-rules';
import { isoTimeSchema, named, oneOf, orNull, valueOrNull } from '#http/schemas';
import { isoTimeOrNull } from '#kernel/iso-time';
import { languages } from '#kernel/language';

/** Characters; the rules say more, with a code for each fault. */
const longestText = 500;
const text = (description: string, ...examples: string[]) =>
  Type.String({ maxLength: longestText, description, examples });

/** What an administrator may say of a number. Forms and ranges are judged by did-rules.ts, with codes. */
const routeFields = {
  purpose: oneOf(purposes, 'who calls this number'),
  label: text('for lists', 'Shop on the corner'),
  language: oneOf(languages, 'language of everything that callers hear'),
  greeting: valueOrNull(
    text(
      'a sound on the PBX that says who was reached, as Asterisk names it; null for none',
      'custom/shop-hello',
    ),
  ),
  overflow: oneOf(
    overflows,
    'the manager of the order is busy or away: wait for that manager, another one of the same group, anybody',
  ),
  unknownCaller: oneOf(
    unknownCallers,
    'no order has the number of the caller, or it is withheld: asked for the order number by keys, put through to any manager, refused politely',
  ),
  proof: oneOf(
    proofs,
    'what must be keyed after the order number: whole units of the order’s total, or nothing',
  ),
  fallback: oneOf(
    fallbacks,
    'nobody takes the call, or it comes outside opening hours: a call-back on the list of the manager, or an announcement only',
  ),
  changesNumber: Type.Boolean({
    description: 'callers who wait may key in a new number of theirs, after the proof of the order',
  }),
  group: valueOrNull(text('the group that takes callers of no manager; null for everybody', 'sales')),
  ringSeconds: Type.Integer({
    description: `how long the phone of one manager rings: ${ringSecondsRange.least} to ${ringSecondsRange.most}`,
  }),
  waitSeconds: Type.Integer({
    description: `how long a caller waits at most: ${waitSecondsRange.least} to ${waitSecondsRange.most}`,
  }),
  openingHours: valueOrNull(
    Type.String({
      maxLength: longestHours,
      description: 'local hours in which calls are taken; null for always',
      examples: ['mon-fri 09:00-21:00, sat 10:00-18:00'],
    }),
  ),
  timeZone: text('IANA time zone of opening hours and holidays', 'Europe/Moscow'),
  holidays: Type.Array(Type.String({ maxLength: 32, examples: ['2027-01-01'] }), {
    maxItems: mostHolidays * 2,
    description: 'local days on which calls are not taken',
  }),
};

export const didRouteBody = Type.Partial(Type.Object(routeFields), {
  additionalProperties: false,
  examples: [{ label: 'Shop on the corner', openingHours: '09:00-21:00', holidays: ['2027-01-01'] }],
});

export const didSchema = Type.Object(
  {
    did: orNull(
      Type.String({
        description: 'country code and number, digits alone; null: all numbers without a route of their own',
        examples: ['74951234567'],
      }),
    ),
    ...routeFields,
    changedAt: orNull(isoTimeSchema),
    changedBy: orNull(
      Type.String({
        description: 'as in the audit log; null: the default of the program',
        examples: ['account:ivanova'],
      }),
    ),
  },
  { $id: 'Did', description: 'What a call to a company number does.' },
);

export const didListSchema = Type.Object({ items: Type.Array(named('Did')) });

export const didAnswerSchema = Type.Object({
  did: named('Did'),
  warnings: Type.Array(
    Type.Object({
      field: Type.String(),
      code: oneOf(didWarningCodes, 'stable'),
      detail: Type.String(),
    }),
    { description: 'stored all the same; may be a mistake' },
  ),
});

/** The whole route of a request: what is not given has the default. */
export function routeOf(did: string | null, body: Static<typeof didRouteBody>): DidRoute {
  return { ...defaultRoute, ...body, did };
}

/** Written out field by field: a new field of a route is not returned until it is added here. */
export function didJson({ route, changedAt, changedBy }: DidRouteEntry) {
  return {
    did: route.did,
    purpose: route.purpose,
    label: route.label,
    language: route.language,
    greeting: route.greeting,
    overflow: route.overflow,
    unknownCaller: route.unknownCaller,
    proof: route.proof,
    fallback: route.fallback,
    changesNumber: route.changesNumber,
    group: route.group,
    ringSeconds: route.ringSeconds,
    waitSeconds: route.waitSeconds,
    openingHours: route.openingHours,
    timeZone: route.timeZone,
    holidays: [...route.holidays],
    changedAt: isoTimeOrNull(changedAt),
    changedBy,
  };
}

export function warningJson({ field, code, detail }: DidWarning) {
  return { field, code, detail };
}

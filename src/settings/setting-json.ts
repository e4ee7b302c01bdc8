import { Type } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';
import type { SettingEntry } from './live-settings';
import {
  largestCallCap,
  listeningPolicies,
  longestCourierAccess,
  longestIdleMinutes,
  longestTerms,
  mostCallBackTries,
  transferScopes,
} from './model/setting-rules';
import type { TransferScope } from './model/setting-rules';
import { isoTimeOrNull } from '#kernel/iso-time';
import { isoTimeSchema, oneOf, orNull, valueOrNull } from '#http/schemas';

const cap = (window: string, whose: 'manager' | 'courier' = 'manager') =>
  Type.Integer({
    minimum: 0,
    maximum: largestCallCap,
    description: `calls of one ${whose} in any ${window}; 0 for no limit`,
  });
const terms = Type.String({ minLength: 1, maxLength: longestTerms });

const values = {
  callsPerHour: cap('hour'),
  callsPerDay: cap('24 hours'),
  callBackTries: Type.Integer({
    minimum: 0,
    maximum: mostCallBackTries,
    description: 'how often Star7 itself calls a customer back who asked for it; 0: never',
  }),
  callingHours: Type.String({
    maxLength: 500,
    description: 'when customers may be called, in their local time',
    examples: ['mon-fri 08:00-22:00, sat-sun 09:00-20:00'],
  }),
  defaultTimeZone: Type.String({
    maxLength: 64,
    description: 'IANA time zone of customers whose time zone is unknown',
    examples: ['Europe/Moscow'],
  }),
  sessionIdleMinutes: Type.Integer({
    minimum: 1,
    maximum: longestIdleMinutes,
    description: 'idle time after which a session ends',
  }),
  courierAccessHours: Type.Integer({
    minimum: 1,
    maximum: longestCourierAccess,
    description: 'hours after the hand-over in which a courier may call the customer',
  }),
  courierCallsPerHour: cap('hour', 'courier'),
  courierCallsPerDay: cap('24 hours', 'courier'),
  courierPinAlways: Type.Boolean({ description: 'couriers key in their PIN on their own mobile too' }),
  transferScope: oneOf(transferScopes, 'to whom managers may pass customers, with order and name'),
  supervisorListening: oneOf(
    listeningPolicies,
    'whether supervisors may listen to conversations: not at all, announced to both who talk, or silently',
  ),
  terms: Type.Object(
    { ru: terms, en: terms },
    {
      additionalProperties: false,
      description: 'confidentiality terms; a change asks everyone to accept again',
    },
  ),
};

export const settingChangesBody = Type.Partial(
  Type.Object({
    callsPerHour: valueOrNull(values.callsPerHour),
    callsPerDay: valueOrNull(values.callsPerDay),
    callBackTries: valueOrNull(values.callBackTries),
    callingHours: valueOrNull(values.callingHours),
    defaultTimeZone: valueOrNull(values.defaultTimeZone),
    sessionIdleMinutes: valueOrNull(values.sessionIdleMinutes),
    courierAccessHours: valueOrNull(values.courierAccessHours),
    courierCallsPerHour: valueOrNull(values.courierCallsPerHour),
    courierCallsPerDay: valueOrNull(values.courierCallsPerDay),
    courierPinAlways: valueOrNull(values.courierPinAlways),
    transferScope: Type.Unsafe<TransferScope | null>({
      type: ['string', 'null'],
      enum: [...transferScopes, null],
    }),
    supervisorListening: orNull(values.supervisorListening),
    terms: valueOrNull(values.terms),
  }),
  { additionalProperties: false, examples: [{ callsPerHour: 40, callingHours: null }] },
);

const entry = <Value extends TSchema>(name: keyof typeof values, value: Value) =>
  Type.Object({
    name: Type.Literal(name),
    value,
    default: value,
    changedAt: orNull(isoTimeSchema),
    changedBy: orNull(Type.String({ description: 'as in the audit log', examples: ['account:ivanova'] })),
  });

export const settingsSchema = Type.Object(
  {
    items: Type.Array(
      Type.Union([
        entry('callsPerHour', values.callsPerHour),
        entry('callsPerDay', values.callsPerDay),
        entry('callBackTries', values.callBackTries),
        entry('callingHours', values.callingHours),
        entry('defaultTimeZone', values.defaultTimeZone),
        entry('sessionIdleMinutes', values.sessionIdleMinutes),
        entry('courierAccessHours', values.courierAccessHours),
        entry('courierCallsPerHour', values.courierCallsPerHour),
        entry('courierCallsPerDay', values.courierCallsPerDay),
        entry('courierPinAlways', values.courierPinAlways),
        entry('transferScope', values.transferScope),
        entry('supervisorListening', values.supervisorListening),
        entry('terms', values.terms),
      ]),
    ),
  },
  { $id: 'Settings', description: 'What administrators may change while Star7 runs.' },
);

export function settingsJson(entries: readonly SettingEntry[]) {
  return {
    items: entries.map(({ name, value, default: fallback, changedAt, changedBy }) => ({
      name,
      value,
      default: fallback,
      changedAt: isoTimeOrNull(changedAt),
      changedBy,
    })),
  };
}

import { parseCallingHours } from '#kernel/calling-hours';
import { isTimeZone } from '#kernel/local-time';
import type { Bilingual } from '#kernel/language';

/** Of supervisors who listen to conversations. `silent`: only they know. */
export const listeningPolicies = ['off', 'announced', 'silent'] as const;
export type ListeningPolicy = (typeof listeningPolicies)[number];

/** What administrators may change while Star7 runs; what they did not is as the environment says. */
export interface SettingValues {
  /** Calls of one manager in any hour; 0 for no cap. */
  callsPerHour: number;
  /** In any 24 hours. */
  callsPerDay: number;
  /** How often Star7 itself calls a customer back who asked for it, for each wish; 0: never. */
  callBackTries: number;
  /** When customers may be called: see parseCallingHours. */
  callingHours: string;
  /** Of customers whose own is not known, IANA. */
  defaultTimeZone: string;
  /** After how long without a request a session of the pages ends. */
  sessionIdleMinutes: number;
  /** How long after the hand-over a courier may call the customer of an order, hours. */
  courierAccessHours: number;
  /** Calls of one courier in any hour; 0 for no cap. */
  courierCallsPerHour: number;
  /** In any 24 hours. */
  courierCallsPerDay: number;
  /** Couriers key in their PIN also on their own mobile, whose number can be forged. */
  courierPinAlways: boolean;
  /** To whom managers may pass customers, who are then shown order and name. */
  transferScope: TransferScope;
  /** Whether supervisors may listen to conversations, and whether the two who talk are told. */
  supervisorListening: ListeningPolicy;
  /** The confidentiality terms. */
  terms: Bilingual;
}

export type SettingName = keyof SettingValues;

export const settingNames = [
  'callsPerHour',
  'callsPerDay',
  'callBackTries',
  'callingHours',
  'defaultTimeZone',
  'sessionIdleMinutes',
  'courierAccessHours',
  'courierCallsPerHour',
  'courierCallsPerDay',
  'courierPinAlways',
  'transferScope',
  'supervisorListening',
  'terms',
] as const satisfies SettingName[];

/** The manager's own group (managers without one are a group too), or everybody. */
export const transferScopes = ['group', 'everybody'] as const;
export type TransferScope = (typeof transferScopes)[number];

/** Null takes the environment's value again. */
export type SettingChanges = { [Name in SettingName]?: SettingValues[Name] | null };

export const largestCallCap = 1_000_000_000;
export const mostCallBackTries = 5;
export const longestIdleMinutes = 1440;
/** A week, for parcels to other towns. */
export const longestCourierAccess = 168;
/** Characters, in each language. */
export const longestTerms = 20_000;

/** What is wanted where a value is of the right type and still none; also said of the environment's. */
export const wantedCallingHours =
  'write 09:00-21:00, or rules with days: mon-fri 08:00-22:00, sat-sun 09:00-20:00';
export const wantedTimeZone = 'no time zone has this name: use one such as Europe/Moscow';

/** Stable: pages translate them. */
export const settingFaultCodes = [
  'calling-hours-invalid',
  'time-zone-unknown',
  'terms-empty',
  'out-of-range',
  'not-yes-or-no',
  'transfer-scope-unknown',
  'unknown-choice',
] as const;
export type SettingFaultCode = (typeof settingFaultCodes)[number];

export interface SettingFault {
  name: SettingName;
  code: SettingFaultCode;
  detail: string;
}

/** What is wrong with a value. @returns null where nothing is */
export function settingFault(name: SettingName, value: unknown): SettingFault | null {
  switch (name) {
    case 'callsPerHour':
    case 'callsPerDay':
    case 'courierCallsPerHour':
    case 'courierCallsPerDay':
      return isWhole(value, 0, largestCallCap)
        ? null
        : { name, code: 'out-of-range', detail: 'must be a number of calls, or 0 for no limit' };
    case 'callBackTries':
      return isWhole(value, 0, mostCallBackTries)
        ? null
        : { name, code: 'out-of-range', detail: `must be 0 to ${mostCallBackTries} calls` };
    case 'sessionIdleMinutes':
      return isWhole(value, 1, longestIdleMinutes)
        ? null
        : { name, code: 'out-of-range', detail: `must be 1 to ${longestIdleMinutes} minutes` };
    case 'courierAccessHours':
      return isWhole(value, 1, longestCourierAccess)
        ? null
        : { name, code: 'out-of-range', detail: `must be 1 to ${longestCourierAccess} hours` };
    case 'courierPinAlways':
      return typeof value === 'boolean'
        ? null
        : { name, code: 'not-yes-or-no', detail: 'must be true or false' };
    case 'callingHours':
      return typeof value === 'string' && parseCallingHours(value) !== null
        ? null
        : { name, code: 'calling-hours-invalid', detail: wantedCallingHours };
    case 'defaultTimeZone':
      return typeof value === 'string' && isTimeZone(value)
        ? null
        : { name, code: 'time-zone-unknown', detail: wantedTimeZone };
    case 'transferScope':
      return transferScopes.some((scope) => scope === value)
        ? null
        : { name, code: 'transfer-scope-unknown', detail: `must be one of: ${transferScopes.join(', ')}` };
    case 'supervisorListening':
      return listeningPolicies.some((policy) => policy === value)
        ? null
        : { name, code: 'unknown-choice', detail: `must be one of ${listeningPolicies.join(', ')}` };
    case 'terms':
      return isBilingual(value)
        ? null
        : { name, code: 'terms-empty', detail: 'must be a text in both languages' };
  }
}

export function isBilingual(value: unknown): value is Bilingual {
  const { ru, en } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return [ru, en].every(
    (text) => typeof text === 'string' && text.trim() !== '' && text.length <= longestTerms,
  );
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

import { parseCallingHours } from '#kernel/calling-hours';
import { isTimeZone } from '#kernel/local-time';
import type { Bilingual } from '#kernel/language';

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
  'terms',
] as const satisfies SettingName[];

/** Null takes the environment's value again. */
export type SettingChanges = { [Name in SettingName]?: SettingValues[Name] | null };

export const largestCallCap = 1_000_000_000;
export const mostCallBackTries = 5;
export const longestIdleMinutes = 1440;
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
    case 'callingHours':
      return typeof value === 'string' && parseCallingHours(value) !== null
        ? null
        : { name, code: 'calling-hours-invalid', detail: wantedCallingHours };
    case 'defaultTimeZone':
      return typeof value === 'string' && isTimeZone(value)
        ? null
        : { name, code: 'time-zone-unknown', detail: wantedTimeZone };
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

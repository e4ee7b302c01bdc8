import { fallbacks, overflows, proofs, purposes, unknownCallers } from './did-route';
import type { DidRoute } from './did-route';
import { parseCallingHours } from '#kernel/calling-hours';
import { languages } from '#kernel/language';
import { isTimeZone } from '#kernel/local-time';
import { isDid, longestGroup } from '#people/model/manager';
import { wantedCallingHours, wantedTimeZone } from '#settings/model/setting-rules';

/** The columns' widths, in characters. */
export const longestLabel = 100;
export const longestGreeting = 100;
export const longestHours = 500;
export const longestTimeZone = 64;

export const ringSecondsRange = { least: 5, most: 120 } as const;
export const waitSecondsRange = { least: 10, most: 3600 } as const;
/** Some years of them. */
export const mostHolidays = 500;

/** Stable: pages translate them. */
export const didFaultCodes = [
  'did-invalid',
  'label-too-long',
  'sound-invalid',
  'group-too-long',
  'ring-seconds-range',
  'wait-seconds-range',
  'calling-hours-invalid',
  'time-zone-unknown',
  'date-unknown',
  'too-many-dates',
  'changes-number-without-proof',
] as const;
export type DidFaultCode = (typeof didFaultCodes)[number];

/** What an answer may warn of although the route is stored. */
export const didWarningCodes = ['group-unknown'] as const;
export type DidWarningCode = (typeof didWarningCodes)[number];

export interface DidFault {
  field: keyof DidRoute;
  code: DidFaultCode;
  /** What is expected. Never the value. */
  detail: string;
}

/** How a row of the table and the REST interface name the route of a null DID. */
export const defaultName = 'default';

export function nameOfDid(did: string | null): string {
  return did ?? defaultName;
}

/** @returns null for {@link defaultName}; any other text as it is, which {@link didFaults} judges */
export function didOfName(name: string): string | null {
  return name === defaultName ? null : name;
}

/** As Asterisk names a sound, below its folder of sounds: no way out of that folder, no option of a dialplan. */
const soundPattern = /^[A-Za-z0-9/_.-]+$/;

export function isSound(text: string): boolean {
  return text.length <= longestGreeting && soundPattern.test(text) && !text.includes('..');
}

/** Whether a text is a day of the calendar: `2027-02-29` is none. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** A route as it is stored: texts trimmed, empty ones null, days sorted and each once. */
export function tidied(route: DidRoute): DidRoute {
  return {
    ...route,
    label: route.label.trim(),
    greeting: textOrNull(route.greeting),
    group: textOrNull(route.group),
    openingHours: textOrNull(route.openingHours),
    timeZone: route.timeZone.trim(),
    holidays: [...new Set(route.holidays.map((day) => day.trim()))].sort(),
  };
}

/** All that is wrong with a route, a fault for each field. */
export function didFaults(route: DidRoute): DidFault[] {
  const faults: (DidFault | false)[] = [
    route.did !== null &&
      !isDid(route.did) && {
        field: 'did',
        code: 'did-invalid',
        detail: 'must be country code and number, digits alone: 74951234567',
      },
    Array.from(route.label).length > longestLabel && {
      field: 'label',
      code: 'label-too-long',
      detail: `must have ${longestLabel} characters at most`,
    },
    route.greeting !== null &&
      !isSound(route.greeting) && {
        field: 'greeting',
        code: 'sound-invalid',
        detail: `must be a sound as Asterisk names it, without its ending: custom/shop-hello (Latin letters, digits and / _ . - alone, no .., ${longestGreeting} characters at most)`,
      },
    route.group !== null &&
      Array.from(route.group).length > longestGroup && {
        field: 'group',
        code: 'group-too-long',
        detail: `must have ${longestGroup} characters at most`,
      },
    !isWithin(route.ringSeconds, ringSecondsRange) && {
      field: 'ringSeconds',
      code: 'ring-seconds-range',
      detail: `must be ${ringSecondsRange.least} to ${ringSecondsRange.most} seconds`,
    },
    !isWithin(route.waitSeconds, waitSecondsRange) && {
      field: 'waitSeconds',
      code: 'wait-seconds-range',
      detail: `must be ${waitSecondsRange.least} to ${waitSecondsRange.most} seconds`,
    },
    route.openingHours !== null &&
      !isHours(route.openingHours) && {
        field: 'openingHours',
        code: 'calling-hours-invalid',
        detail: wantedCallingHours,
      },
    !isTimeZone(route.timeZone) && {
      field: 'timeZone',
      code: 'time-zone-unknown',
      detail: wantedTimeZone,
    },
    route.changesNumber &&
      route.proof === 'none' && {
        field: 'changesNumber',
        code: 'changes-number-without-proof',
        detail: 'needs a proof: callers are known by a number that can be forged',
      },
    faultOfHolidays(route.holidays),
  ];
  return faults.filter((fault) => fault !== false);
}

/** Whether a route that was stored, maybe by another version of Star7, can be followed by this one. */
export function canFollow(route: DidRoute): boolean {
  return (
    isOneOf(purposes, route.purpose) &&
    isOneOf(languages, route.language) &&
    isOneOf(overflows, route.overflow) &&
    isOneOf(unknownCallers, route.unknownCaller) &&
    isOneOf(proofs, route.proof) &&
    isOneOf(fallbacks, route.fallback) &&
    didFaults(route).length === 0
  );
}

/** The fields in which two routes differ. */
export function changedFields(before: DidRoute, after: DidRoute): (keyof DidRoute)[] {
  return (Object.keys(after) as (keyof DidRoute)[]).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
}

function faultOfHolidays(holidays: readonly string[]): DidFault | false {
  if (!holidays.every(isIsoDate)) {
    return { field: 'holidays', code: 'date-unknown', detail: 'must be days that exist, such as 2027-01-01' };
  }
  return (
    holidays.length > mostHolidays && {
      field: 'holidays',
      code: 'too-many-dates',
      detail: `must be ${mostHolidays} days at most: remove those that are over`,
    }
  );
}

function isHours(text: string): boolean {
  return text.length <= longestHours && parseCallingHours(text) !== null;
}

function isWithin(value: number, { least, most }: { least: number; most: number }): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function isOneOf(list: readonly string[], text: string): boolean {
  return list.includes(text);
}

function textOrNull(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

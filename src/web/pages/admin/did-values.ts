import type { Language } from '#kernel/language';
import { defaultRoute } from '#dids/model/did-route';
import type { DidRoute } from '#dids/model/did-route';
import { didFaults, tidied } from '#dids/model/did-rules';
import type { DidFaultCode } from '#dids/model/did-rules';
import type { DidRow } from './dids-data';

export const didFields = [
  'did',
  'label',
  'language',
  'greeting',
  'overflow',
  'unknownCaller',
  'proof',
  'fallback',
  'changesNumber',
  'group',
  'ringSeconds',
  'waitSeconds',
  'openingHours',
  'timeZone',
  'holidays',
] as const satisfies (keyof DidRoute)[];

/** The values of the form. Texts and numbers are as typed: empty for none. */
export interface DidValues extends Pick<
  DidRoute,
  | 'purpose'
  | 'label'
  | 'language'
  | 'overflow'
  | 'unknownCaller'
  | 'proof'
  | 'fallback'
  | 'changesNumber'
  | 'timeZone'
> {
  did: string;
  greeting: string;
  group: string;
  ringSeconds: number | '';
  waitSeconds: number | '';
  openingHours: string;
  holidays: string[];
}

/** A new number begins with what holds for all others. */
export function emptyDid(rest: DidRow | undefined, language: Language): DidValues {
  if (rest === undefined) return { ...valuesOf({ ...defaultRoute, holidays: [] }), language };
  return { ...valuesOf(rest), did: '', label: '' };
}

export function valuesOf(row: Omit<DidRow, 'changedAt' | 'changedBy'>): DidValues {
  return {
    did: row.did ?? '',
    purpose: row.purpose,
    label: row.label,
    language: row.language,
    greeting: row.greeting ?? '',
    overflow: row.overflow,
    unknownCaller: row.unknownCaller,
    proof: row.proof,
    fallback: row.fallback,
    changesNumber: row.changesNumber,
    group: row.group ?? '',
    ringSeconds: row.ringSeconds,
    waitSeconds: row.waitSeconds,
    openingHours: row.openingHours ?? '',
    timeZone: row.timeZone,
    holidays: [...row.holidays],
  };
}

/**
 * The values as they are sent. Of a number typed with a plus, spaces or dashes, the digits are taken.
 * @param isRest they are of the route of all other numbers
 */
export function routeOf(values: DidValues, isRest: boolean): DidRoute {
  return tidied({
    ...values,
    did: isRest ? null : values.did.replace(/[^\p{L}\d]/gu, ''),
    ringSeconds: values.ringSeconds === '' ? Number.NaN : values.ringSeconds,
    waitSeconds: values.waitSeconds === '' ? Number.NaN : values.waitSeconds,
  });
}

export type DidValueFault = DidFaultCode | 'did-missing' | 'did-taken';

/** Checks the values before they are sent. @param taken numbers that have a route, if this one is to be added */
export function valueFaults(
  values: DidValues,
  isRest: boolean,
  taken: readonly (string | null)[],
): Partial<Record<keyof DidValues, DidValueFault>> {
  const route = routeOf(values, isRest);
  const faults: Partial<Record<keyof DidRoute, DidValueFault>> = Object.fromEntries(
    didFaults(route).map(({ field, code }) => [field, code]),
  );
  if (route.did === '') faults.did = 'did-missing';
  if (route.did !== null && taken.includes(route.did)) faults.did = 'did-taken';
  return faults;
}

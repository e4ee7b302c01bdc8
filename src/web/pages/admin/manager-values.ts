import type { Language } from '#kernel/language';
import { isDid, isExtension, largestCap, longestGroup, longestManagerName } from '#people/model/manager';
import type { ManagerRow } from './managers-data';

export const managerFields = [
  'extension',
  'name',
  'language',
  'did',
  'group',
  'maxCallsHour',
  'maxCallsDay',
  'shortCodeMode',
  'autoAnswer',
  'pressToAccept',
] as const satisfies (keyof ManagerRow)[];

/** The properties of a manager that the form changes. */
export type ManagerSettings = Pick<ManagerRow, (typeof managerFields)[number]>;

/** The values of the form. Numbers are as typed: empty for none. */
export type ManagerValues = Omit<ManagerSettings, 'did' | 'group' | 'maxCallsHour' | 'maxCallsDay'> & {
  did: string;
  group: string;
  maxCallsHour: number | '';
  maxCallsDay: number | '';
};

export function emptyManager(language: Language): ManagerValues {
  return {
    extension: '',
    name: '',
    language,
    did: '',
    group: '',
    maxCallsHour: '',
    maxCallsDay: '',
    shortCodeMode: 'keep',
    autoAnswer: false,
    pressToAccept: false,
  };
}

export function valuesOf(manager: ManagerSettings): ManagerValues {
  return {
    extension: manager.extension,
    name: manager.name,
    language: manager.language,
    did: manager.did ?? '',
    group: manager.group ?? '',
    maxCallsHour: manager.maxCallsHour ?? '',
    maxCallsDay: manager.maxCallsDay ?? '',
    shortCodeMode: manager.shortCodeMode,
    autoAnswer: manager.autoAnswer,
    pressToAccept: manager.pressToAccept,
  };
}

/** The values as they are sent. Of a company number typed with a plus, spaces or dashes, the digits are taken. */
export function settingsOf(values: ManagerValues): ManagerSettings {
  const group = values.group.trim();
  const did = values.did.replace(/[^\p{L}\d]/gu, '');
  return {
    extension: values.extension.trim(),
    name: values.name.trim(),
    language: values.language,
    did: did === '' ? null : did,
    group: group === '' ? null : group,
    maxCallsHour: values.maxCallsHour === '' ? null : values.maxCallsHour,
    maxCallsDay: values.maxCallsDay === '' ? null : values.maxCallsDay,
    shortCodeMode: values.shortCodeMode,
    autoAnswer: values.autoAnswer,
    pressToAccept: values.pressToAccept,
  };
}

export type ManagerFault =
  | 'extension-missing'
  | 'extension-invalid'
  | 'name-missing'
  | 'name-too-long'
  | 'did-invalid'
  | 'group-too-long'
  | 'cap-invalid';

/** Checks the values before they are sent. */
export function managerFaults(values: ManagerValues): Partial<Record<keyof ManagerValues, ManagerFault>> {
  const { extension, name, did, group, maxCallsHour, maxCallsDay } = settingsOf(values);
  const isCap = (cap: number | null): boolean =>
    cap === null || (Number.isInteger(cap) && cap >= 0 && cap <= largestCap);
  return {
    ...(extension === ''
      ? { extension: 'extension-missing' as const }
      : isExtension(extension)
        ? {}
        : { extension: 'extension-invalid' as const }),
    ...(name === ''
      ? { name: 'name-missing' as const }
      : name.length > longestManagerName
        ? { name: 'name-too-long' as const }
        : {}),
    ...(did === null || isDid(did) ? {} : { did: 'did-invalid' as const }),
    ...(group !== null && Array.from(group).length > longestGroup
      ? { group: 'group-too-long' as const }
      : {}),
    ...(isCap(maxCallsHour) ? {} : { maxCallsHour: 'cap-invalid' as const }),
    ...(isCap(maxCallsDay) ? {} : { maxCallsDay: 'cap-invalid' as const }),
  };
}

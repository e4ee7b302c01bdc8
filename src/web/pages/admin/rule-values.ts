import { settingFault } from '#settings/model/setting-rules';
import type { TransferScope } from '#settings/model/setting-rules';
import type { ListeningPolicy } from '#settings/model/setting-rules';
import type { SettingChanges, Settings, SettingValues } from './settings-data';

/** The values of the form; a number is empty while it is being retyped. */
export interface RuleValues {
  callsPerHour: number | '';
  callsPerDay: number | '';
  callBackTries: number | '';
  callingHours: string;
  defaultTimeZone: string;
  sessionIdleMinutes: number | '';
  courierAccessHours: number | '';
  courierCallsPerHour: number | '';
  courierCallsPerDay: number | '';
  courierPinAlways: boolean;
  transferScope: TransferScope;
  supervisorListening: ListeningPolicy;
}

export const ruleFields = [
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
] as const satisfies (keyof RuleValues)[];

type Rules = Pick<Settings, (typeof ruleFields)[number]>;

export function rulesOf(settings: Rules): RuleValues {
  return {
    callsPerHour: settings.callsPerHour.value,
    callsPerDay: settings.callsPerDay.value,
    callBackTries: settings.callBackTries.value,
    callingHours: settings.callingHours.value,
    defaultTimeZone: settings.defaultTimeZone.value,
    sessionIdleMinutes: settings.sessionIdleMinutes.value,
    courierAccessHours: settings.courierAccessHours.value,
    courierCallsPerHour: settings.courierCallsPerHour.value,
    courierCallsPerDay: settings.courierCallsPerDay.value,
    courierPinAlways: settings.courierPinAlways.value,
    transferScope: settings.transferScope.value,
    supervisorListening: settings.supervisorListening.value,
  };
}

export function defaultsOf(settings: Rules, name: keyof RuleValues): Partial<RuleValues> {
  return { [name]: settings[name].default };
}

/** Only the changed values. A value equal to the installed default is sent as null, which removes the setting. */
export function changesOf(settings: Rules, values: RuleValues): SettingChanges {
  const changes: Partial<Record<keyof SettingValues, unknown>> = {};
  for (const name of ruleFields) {
    const { value, default: standard } = settings[name];
    const typed = trimmed(values[name]);
    if (typed !== value) changes[name] = typed === standard ? null : typed;
  }
  return changes as SettingChanges;
}

export type RuleFault = 'cap' | 'tries' | 'hours' | 'time-zone' | 'idle' | 'courier-hours' | 'scope';

const faultWords = {
  callsPerHour: 'cap',
  callsPerDay: 'cap',
  callBackTries: 'tries',
  callingHours: 'hours',
  defaultTimeZone: 'time-zone',
  sessionIdleMinutes: 'idle',
  courierAccessHours: 'courier-hours',
  courierCallsPerHour: 'cap',
  courierCallsPerDay: 'cap',
  // A switch has no wrong value.
  courierPinAlways: 'courier-hours',
  transferScope: 'scope',
  // One of three, chosen from a list.
  supervisorListening: 'idle',
} as const satisfies Record<keyof RuleValues, RuleFault>;

/** Checks the values before they are sent. */
export function ruleFaults(values: RuleValues): Partial<Record<keyof RuleValues, RuleFault>> {
  const faults: Partial<Record<keyof RuleValues, RuleFault>> = {};
  for (const name of ruleFields) {
    const typed = trimmed(values[name]);
    if (settingFault(name, typed) !== null) faults[name] = faultWords[name];
  }
  return faults;
}

function trimmed(value: string | number | boolean): string | number | boolean {
  return typeof value === 'string' ? value.trim() : value;
}

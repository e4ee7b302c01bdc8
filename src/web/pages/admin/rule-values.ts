import { readCallingHours } from './calling-hours';
import type { SettingChanges, Settings, SettingValues } from './settings-data';

/** The rules as the form has them; numbers are empty while they are being typed anew. */
export interface RuleValues {
  callsPerHour: number | '';
  callsPerDay: number | '';
  callingHours: string;
  defaultTimeZone: string;
  sessionIdleMinutes: number | '';
}

export const ruleFields = [
  'callsPerHour',
  'callsPerDay',
  'callingHours',
  'defaultTimeZone',
  'sessionIdleMinutes',
] as const satisfies (keyof RuleValues)[];

type Rules = Pick<Settings, (typeof ruleFields)[number]>;

export function rulesOf(settings: Rules): RuleValues {
  return {
    callsPerHour: settings.callsPerHour.value,
    callsPerDay: settings.callsPerDay.value,
    callingHours: settings.callingHours.value,
    defaultTimeZone: settings.defaultTimeZone.value,
    sessionIdleMinutes: settings.sessionIdleMinutes.value,
  };
}

export function defaultsOf(settings: Rules, name: keyof RuleValues): Partial<RuleValues> {
  return { [name]: settings[name].default };
}

/** What has to be sent: only what is different now. What is as installed again is no setting of one's own any more. */
export function changesOf(settings: Rules, values: RuleValues): SettingChanges {
  const changes: Partial<Record<keyof SettingValues, unknown>> = {};
  for (const name of ruleFields) {
    const { value, default: standard } = settings[name];
    const typed = typeof values[name] === 'string' ? values[name].trim() : values[name];
    if (typed !== value) changes[name] = typed === standard ? null : typed;
  }
  return changes as SettingChanges;
}

export type RuleFault = 'cap' | 'hours' | 'time-zone' | 'idle';

const largestCap = 1_000_000_000;
const longestIdleMinutes = 1440;

/** What is wrong before it is sent. */
export function ruleFaults(values: RuleValues): Partial<Record<keyof RuleValues, RuleFault>> {
  const faults: Partial<Record<keyof RuleValues, RuleFault>> = {};
  if (!isWhole(values.callsPerHour, 0, largestCap)) faults.callsPerHour = 'cap';
  if (!isWhole(values.callsPerDay, 0, largestCap)) faults.callsPerDay = 'cap';
  if (readCallingHours(values.callingHours) === null) faults.callingHours = 'hours';
  if (!isTimeZone(values.defaultTimeZone.trim())) faults.defaultTimeZone = 'time-zone';
  if (!isWhole(values.sessionIdleMinutes, 1, longestIdleMinutes)) faults.sessionIdleMinutes = 'idle';
  return faults;
}

/** A name of the IANA database; offsets such as `+03:00` know no summer time. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isWhole(value: number | '', least: number, most: number): boolean {
  return value !== '' && Number.isInteger(value) && value >= least && value <= most;
}

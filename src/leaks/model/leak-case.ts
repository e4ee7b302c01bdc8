import type { GroupKind } from './groups';
import { windowWeeks } from './lamps';
import type { Lamp } from './lamps';

/** What a person found in the end. */
export const closingReasons = ['explained', 'no-finding', 'confirmed'] as const;
export type ClosingReason = (typeof closingReasons)[number];

/** A group that is worth a look in a week. */
export interface Alarm {
  kind: GroupKind;
  /** Stands for the group: an extension, the name of a team, a region. */
  group: string;
  lamp: Lamp;
  /** The last day of the week, days since the log's first Monday. */
  weekEnd: number;
  z: number;
  threshold: number;
}

/** The largest alarm of each group in a week; further ones of the group are part of the same case. */
export function largestByGroup(alarms: readonly Alarm[]): Alarm[] {
  const largest = new Map<string, Alarm>();
  for (const alarm of alarms) {
    const key = `${alarm.kind}:${alarm.group}`;
    const before = largest.get(key);
    if (before === undefined || alarm.z - alarm.threshold > before.z - before.threshold)
      largest.set(key, alarm);
  }
  return [...largest.values()];
}

/** What decides about a case's next alarm. */
export interface KnownCase extends Alarm {
  id: number;
  isOpen: boolean;
}

/**
 * Cases are latched: an alarm opens one for its group, and while it is open later ones only raise it. One that a person closed
 * is not opened again by the orders that it was closed for: not while they are in the window of the alarm.
 * @param alarms of one week
 */
export function afterAlarms(
  known: readonly KnownCase[],
  alarms: readonly Alarm[],
): { opened: Alarm[]; raised: { id: number; alarm: Alarm }[] } {
  const opened: Alarm[] = [];
  const raised: { id: number; alarm: Alarm }[] = [];
  for (const alarm of largestByGroup(alarms)) {
    const same = known.filter(({ kind, group }) => kind === alarm.kind && group === alarm.group);
    const open = same.find(({ isOpen }) => isOpen);
    if (open !== undefined) raised.push({ id: open.id, alarm });
    else if (same.every(({ weekEnd }) => alarm.weekEnd > weekEnd + windowWeeks[alarm.lamp] * 7)) {
      opened.push(alarm);
    }
  }
  return { opened, raised };
}

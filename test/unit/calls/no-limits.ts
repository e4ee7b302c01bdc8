import { CallCaps } from '#calls/engine/call-caps';
import type { CallLimits } from '#calls/model/call-limits';
import { parseCallingHours } from '#kernel/calling-hours';
import type { Clock } from '#kernel/clock';
import { MemoryAlerts } from '../log/memory-alerts';
import { MemoryLimitStore } from './memory-limit-store';

/** A site where everybody may call at any time, as often as they like. */
export const noLimits: CallLimits = {
  ...{ callsPerHour: 0, callsPerDay: 0, couriers: { callsPerHour: 0, callsPerDay: 0 } },
  hours: parseCallingHours('00:00-24:00') ?? [],
  defaultTimeZone: 'UTC',
};

/** The real counts over a store in memory. */
export function capsOf(
  clock: Pick<Clock, 'now'>,
  store = new MemoryLimitStore(),
  alerts = new MemoryAlerts(),
  named: 'manager' | 'actor' = 'manager',
): CallCaps {
  return new CallCaps({ store, alerts, clock, named });
}

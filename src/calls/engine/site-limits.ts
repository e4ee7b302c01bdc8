import type { CallLimits } from '../model/call-limits';
import { parseCallingHours } from '#kernel/calling-hours';
import type { SettingValues } from '#settings/model/setting-rules';

/**
 * The site's limits from the present settings.
 * @param values read at each call, which is cheap; the limits are derived again only after a change
 */
export function siteLimits(values: () => Promise<SettingValues>): () => Promise<CallLimits> {
  let of: SettingValues | null = null;
  let limits: CallLimits | null = null;
  return async () => {
    const now = await values();
    if (limits === null || of !== now) {
      of = now;
      limits = limitsOf(now);
    }
    return limits;
  };
}

function limitsOf(values: SettingValues): CallLimits {
  return {
    callsPerHour: values.callsPerHour,
    callsPerDay: values.callsPerDay,
    couriers: { callsPerHour: values.courierCallsPerHour, callsPerDay: values.courierCallsPerDay },
    // Validated when set; without calling hours nobody is called.
    hours: parseCallingHours(values.callingHours) ?? [],
    defaultTimeZone: values.defaultTimeZone,
  };
}

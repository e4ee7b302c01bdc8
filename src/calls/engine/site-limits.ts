import type { CallLimits } from '../model/call-limits';
import { parseCallingHours } from '#kernel/calling-hours';
import type { SettingValues } from '#settings/model/setting-rules';

/**
 * The site's limits as the settings have them now.
 * @param values read at each call, which costs nothing; limits are made again only where they changed
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
    // Checked where they were set; an empty week calls nobody.
    hours: parseCallingHours(values.callingHours) ?? [],
    defaultTimeZone: values.defaultTimeZone,
  };
}

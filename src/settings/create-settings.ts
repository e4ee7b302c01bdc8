import { LiveSettings } from './live-settings';
import { settingFault } from './model/setting-rules';
import type { SettingName, SettingValues } from './model/setting-rules';
import { SettingDesk } from './setting-desk';
import { settingRoutes } from './setting-routes';
import { settingsSchema } from './setting-json';
import { SqlSettingStore } from './sql-setting-store';
import type { AuditTrail } from '#audit/audit-trail';
import type { Config } from '#config/config';
import { SettingError } from '#config/setting-error';
import type { Database } from '#database/database';
import type { RouteSet } from '#http/route-set';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { defaultTerms } from '#people/terms';

export interface SettingParts {
  config: Config<'limits' | 'http'>;
  database: Database;
  clock: Clock;
  log: Log;
  trail: AuditTrail;
}

/** What administrators may change while Star7 runs. */
export interface Settings {
  live: LiveSettings;
  routes: RouteSet;
}

export function createSettings({ config, database, clock, log, trail }: SettingParts): Settings {
  const live = new LiveSettings({
    store: new SqlSettingStore(database),
    defaults: settingDefaults(config),
    clock,
    log,
  });
  return { live, routes: settingsApi(live, trail) };
}

export function settingsApi(settings: Pick<LiveSettings, 'list' | 'change'>, trail: AuditTrail): RouteSet {
  return {
    schemas: [settingsSchema],
    administrators: (app) => settingRoutes(app, new SettingDesk(settings, trail)),
  };
}

/** The settings as they are until an administrator changes them. */
function settingDefaults(config: Config<'limits' | 'http'>): SettingValues {
  return {
    callsPerHour: config.STAR7_MAX_CALLS_HOUR,
    callsPerDay: config.STAR7_MAX_CALLS_DAY,
    callBackTries: config.STAR7_CALL_BACK_TRIES,
    callingHours: config.STAR7_CALLING_HOURS,
    defaultTimeZone: config.STAR7_DEFAULT_TIME_ZONE,
    sessionIdleMinutes: config.STAR7_SESSION_IDLE_MINUTES,
    courierAccessHours: 12,
    courierCallsPerHour: config.STAR7_MAX_COURIER_CALLS_HOUR,
    courierCallsPerDay: config.STAR7_MAX_COURIER_CALLS_DAY,
    courierPinAlways: false,
    transferScope: 'group',
    supervisorListening: 'off',
    terms: defaultTerms,
  };
}

/** @throws {SettingError} where the environment gives a value that the setting cannot have */
export function checkSetting(name: SettingName, value: unknown): void {
  const fault = settingFault(name, value);
  if (fault !== null) throw new SettingError(fault.detail);
}

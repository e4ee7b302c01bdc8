import { peerList } from '#pbx/asterisk/agi/agi-server';
import type { Config } from '#config/config';
import type { Trials } from '#config/load-config';
import type { GuessRules } from '#calls/engine/guess-guard';
import { settingFault } from './settings/model/setting-rules';
import type { SettingName, SettingValues } from './settings/model/setting-rules';
import { defaultTerms } from '#people/terms';
import type { CallPlan } from '#calls/model/call-state';
import type { Trunk } from '#pbx/asterisk/dial-string';
import { parseTrunks } from '#pbx/asterisk/parse-trunks';
import { Database } from '#database/database';
import type { NumberRules } from '#orders/contacts/sql-contact-changes';
import { parseDestinations } from '#vault/destinations';
import { KeyFile } from '#vault/key-file';
import { isRegion } from '#vault/phone-number';
import type { Region } from '#vault/phone-number';

/** What a call is begun with, from the configuration. */
export function callPlan(config: Config<'calls' | 'journal'>, trunks: readonly Trunk[]): CallPlan {
  return {
    node: config.STAR7_NODE,
    managerRingSeconds: config.STAR7_RING_SECONDS_MANAGER,
    customerRingSeconds: config.STAR7_RING_SECONDS_CUSTOMER,
    maxCallSeconds: config.STAR7_MAX_CALL_SECONDS,
    acceptSeconds: config.STAR7_ACCEPT_SECONDS,
    authoriseSeconds: 5,
    connectSeconds: 5,
    announceSeconds: 20,
    clearSeconds: 10,
    trunks: trunks.map(({ name }) => name),
    defaultDid: config.STAR7_DEFAULT_DID,
    defaultLanguage: config.STAR7_DEFAULT_LANGUAGE,
    shortCode: config.STAR7_SHORT_CODE,
  };
}

/** What administrators may change while Star7 runs, as it is until they do. */
export function settingDefaults(config: Config<'limits' | 'http'>): SettingValues {
  return {
    callsPerHour: config.STAR7_MAX_CALLS_HOUR,
    callsPerDay: config.STAR7_MAX_CALLS_DAY,
    callingHours: config.STAR7_CALLING_HOURS,
    defaultTimeZone: config.STAR7_DEFAULT_TIME_ZONE,
    sessionIdleMinutes: config.STAR7_SESSION_IDLE_MINUTES,
    terms: defaultTerms,
  };
}

export function guessRules(config: Config<'limits'>): GuessRules {
  const windowSeconds = config.STAR7_GUESS_MINUTES * 60;
  const lockSeconds = config.STAR7_LOCKOUT_MINUTES * 60;
  return {
    perManager: { limit: config.STAR7_GUESS_LIMIT, windowSeconds, lockSeconds },
    overall: { limit: config.STAR7_GUESS_LIMIT_OVERALL, windowSeconds, lockSeconds },
  };
}

/** How a number that somebody types in is read, and whether it may be called. @throws {SettingError} or VaultError */
export function numberRules(config: Config<'limits' | 'numbers'>): NumberRules {
  const region = defaultRegion(config);
  return { region, destinations: parseDestinations(config.STAR7_DESTINATIONS, region) };
}

/** Where numbers without a country code belong. @throws {SettingError} */
export function defaultRegion(config: Config<'numbers'>): Region {
  const region = config.STAR7_DEFAULT_REGION;
  if (!isRegion(region)) throw new SettingError(`no country has the code ${region}`);
  return region;
}

/** @throws {SettingError} */
function check(name: SettingName, value: unknown): void {
  const fault = settingFault(name, value);
  if (fault !== null) throw new SettingError(fault.detail);
}

/** A setting whose form is right and whose meaning is not. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
  readonly slug = 'setting-invalid';
}

/** What a customer's leg may last at the most, all limits of Star7's taken together and some more. */
export function longestLegSeconds(config: Config<'calls'>): number {
  return config.STAR7_RING_SECONDS_CUSTOMER + config.STAR7_MAX_CALL_SECONDS + 60;
}

export function autoAnswerHeader(config: Config<'calls'>): { name: string; value: string } {
  const [name = '', ...value] = config.STAR7_AUTO_ANSWER_HEADER.split(': ');
  return { name, value: value.join(': ') };
}

/** Proxies whose word on where a request comes from is believed. */
export function trustedProxies({ STAR7_HTTP_TRUSTED_PROXIES: proxies }: Config<'http'>): string[] {
  return proxies === undefined ? [] : proxies.trim().split(/\s+/);
}

/**
 * Settings of `star7 serve` that only their users can judge, tried before anything is started, so that whatever is
 * wrong with them is said together with the rest.
 * @param environment where systemd's credentials are named
 */
export function serveTrials(
  environment: NodeJS.ProcessEnv,
): Trials<'database' | 'keys' | 'numbers' | 'calls' | 'limits' | 'http' | 'agi'> {
  return {
    STAR7_DATABASE_URL: ({ STAR7_DATABASE_URL }) => Database.checkUrl(STAR7_DATABASE_URL),
    STAR7_KEY_FILE: ({ STAR7_KEY_FILE }) => KeyFile.locate(STAR7_KEY_FILE ?? null, environment).read(),
    STAR7_TRUNKS: ({ STAR7_TRUNKS }) => parseTrunks(STAR7_TRUNKS),
    STAR7_DESTINATIONS: (settings) => numberRules(settings),
    STAR7_CALLING_HOURS: ({ STAR7_CALLING_HOURS }) => check('callingHours', STAR7_CALLING_HOURS),
    STAR7_DEFAULT_TIME_ZONE: ({ STAR7_DEFAULT_TIME_ZONE }) =>
      check('defaultTimeZone', STAR7_DEFAULT_TIME_ZONE),
    STAR7_HTTP_TRUSTED_PROXIES: (settings) => peerList(trustedProxies(settings)),
    STAR7_AGI_PEERS: ({ STAR7_AGI_PEERS }) => peerList(STAR7_AGI_PEERS.split(/\s+/)),
  };
}

import type { Config } from '#config/config';
import { SettingError } from '#config/setting-error';
import { parseDestinations } from './destinations';
import type { Destinations } from './destinations';
import { isRegion } from './phone-number';
import type { Region } from './phone-number';

/** How typed or imported numbers are read, and whether they may be called. */
export interface NumberRules {
  /** The region of numbers without a country code. */
  region: Region;
  destinations: Destinations;
}

/** @throws {SettingError} or VaultError */
export function numberRules(config: Config<'limits' | 'numbers'>): NumberRules {
  const region = defaultRegion(config);
  return { region, destinations: parseDestinations(config.STAR7_DESTINATIONS, region) };
}

/** @throws {SettingError} */
function defaultRegion({ STAR7_DEFAULT_REGION: region }: Config<'numbers'>): Region {
  if (!isRegion(region)) throw new SettingError(`${region} is not the code of a country`);
  return region;
}

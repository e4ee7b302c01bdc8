import type { RelaySettings } from './relay-credentials';
import type { Config } from '#config/config';

/** @returns null where the site has no TURN server */
export function relaySettings(config: Config<'turn'>): RelaySettings | null {
  const { STAR7_TURN_URLS: urls, STAR7_TURN_SECRET: secret, STAR7_TURN_ONLY: only } = config;
  return urls === undefined || secret === undefined ? null : { urls: urls.split(/\s+/), secret, only };
}

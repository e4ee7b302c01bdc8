import type { Config } from '#config/config';

/** Addresses and networks of the proxies whose headers about the client are trusted. */
export function trustedProxies({ STAR7_HTTP_TRUSTED_PROXIES: proxies }: Config<'http'>): string[] {
  return proxies === undefined ? [] : proxies.trim().split(/\s+/);
}

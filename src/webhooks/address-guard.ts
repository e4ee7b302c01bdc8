import { isIP, isIPv6 } from 'node:net';
import type { BlockList } from 'node:net';
import { parse, IPv6 } from 'ipaddr.js';
import { peerList } from '#config/peer-list';

/**
 * Where webhooks may go. An administrator of Star7 need not be one of the network that it runs in: without this an address
 * could reach what only this machine can, such as the database or a cloud's metadata.
 */
export class AddressGuard {
  readonly #hosts: ReadonlySet<string>;
  readonly #networks: BlockList;

  /**
   * @param listed hosts, addresses and networks, separated by spaces: these may be private, and are reached without TLS too
   * @throws PeerError
   */
  constructor(listed = '') {
    const entries = listed.split(/[\s,]+/).filter((entry) => entry !== '');
    const isNetwork = (entry: string): boolean =>
      isIP(entry.split('/')[0] ?? '') !== 0 || entry.includes('/');
    this.#networks = peerList(entries.filter(isNetwork));
    this.#hosts = new Set(entries.filter((entry) => !isNetwork(entry)).map((entry) => entry.toLowerCase()));
  }

  /** Whether its scheme will do: https, or http to what is listed. */
  mayUse(url: URL): boolean {
    const host = hostOf(url);
    return url.protocol === 'https:' || this.isListed(host) || this.#isListedAddress(host);
  }

  /** By its name: whatever it resolves to. */
  isListed(host: string): boolean {
    return this.#hosts.has(host.toLowerCase());
  }

  /** Whether an address may be connected to: one of the public internet, or listed. */
  isAllowed(address: string): boolean {
    return this.#isListedAddress(address) || isPublic(address);
  }

  #isListedAddress(address: string): boolean {
    return isIP(address) !== 0 && this.#networks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }
}

/** A host as it is resolved: without the brackets of IPv6. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Of the registries of special-purpose addresses (RFC 6890), an address in none. */
function isPublic(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = parse(address);
  // ::ffff:10.0.0.1 reaches 10.0.0.1.
  const meant = parsed instanceof IPv6 && parsed.isIPv4MappedAddress() ? parsed.toIPv4Address() : parsed;
  return meant.range() === 'unicast';
}

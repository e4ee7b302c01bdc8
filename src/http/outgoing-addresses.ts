import { lookup as resolveHost } from 'node:dns';
import type { LookupAddress, LookupOptions } from 'node:dns';
import { isIP, isIPv6 } from 'node:net';
import type { BlockList, LookupFunction } from 'node:net';
import { IPv6, parse } from 'ipaddr.js';
import { peerList } from '#config/peer-list';

/** An address that requests must not go to. */
export class OutgoingAddressError extends Error {
  override readonly name = 'OutgoingAddressError';
  readonly slug = 'address-private';

  constructor() {
    super(
      'This address is in a private network. List it in STAR7_OUTGOING_PRIVATE if requests may go there.',
    );
  }
}

/** Turns a name into addresses; replaced in tests. */
export type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  done: (error: Error | null, addresses?: LookupAddress[]) => void,
) => void;

/**
 * Where requests of Star7 may go: the Internet, and what the site has listed. An administrator of Star7 need not be one of the
 * network that it runs in: without this a stated address could reach what only this machine can, such as the database or
 * a cloud's metadata. A name is resolved once, within the connection's own look-up, and its addresses are judged then: a
 * name that leads elsewhere later changes nothing (DNS rebinding).
 */
export class OutgoingAddresses {
  readonly #hosts: ReadonlySet<string>;
  readonly #networks: BlockList;

  /**
   * @param listed hosts, addresses and networks, separated by spaces: these may be private, and are reached without TLS too
   * @throws PeerError
   */
  constructor(
    listed = '',
    private readonly resolve: Resolve = resolveHost,
  ) {
    const entries = listed.split(/[\s,]+/).filter((entry) => entry !== '');
    const isNetwork = (entry: string): boolean =>
      isIP(entry.split('/')[0] ?? '') !== 0 || entry.includes('/');
    this.#networks = peerList(entries.filter(isNetwork));
    this.#hosts = new Set(entries.filter((entry) => !isNetwork(entry)).map((entry) => entry.toLowerCase()));
  }

  /** Whether its scheme will do: https, or http to what is listed. */
  mayUse(url: URL): boolean {
    return url.protocol === 'https:' || this.isListed(hostOf(url));
  }

  /** @param host a name, whatever it resolves to, or an address */
  isListed(host: string): boolean {
    return this.#hosts.has(host.toLowerCase()) || (isIP(host) !== 0 && this.#isInList(host));
  }

  /** Whether an address may be connected to. @param address IPv4 or IPv6 */
  isAllowed(address: string): boolean {
    return isIP(address) !== 0 && (this.#isInList(address) || isPublic(address));
  }

  /** Of an address in the URL itself no look-up is made. @throws OutgoingAddressError */
  refuseLiteral(url: URL): void {
    const host = hostOf(url);
    if (isIP(host) !== 0 && !this.isAllowed(host)) throw new OutgoingAddressError();
  }

  /** For `http.request` and `net.connect`, beside {@link refuseLiteral}. */
  readonly lookup: LookupFunction = (host, options, done) => {
    this.resolve(host, { ...options, all: true }, (error, found = []) => {
      const allowed = this.isListed(host) ? found : found.filter(({ address }) => this.isAllowed(address));
      const [first] = allowed;
      if (error !== null) done(error, '');
      else if (first === undefined) done(new OutgoingAddressError(), '');
      else if (options.all === true) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };

  #isInList(address: string): boolean {
    const plain = unmapped(address);
    return this.#networks.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
  }
}

/** A host as it is resolved: without the brackets of IPv6. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Of the registries of special-purpose addresses (RFC 6890), an address in none. */
export function isPublic(address: string): boolean {
  const parsed = parse(unmapped(address));
  // Of IPv6 the rest of the space is reserved, and given to nobody (RFC 4291, IANA): 2000::/3 is what the Internet has.
  const isGiven = !(parsed instanceof IPv6) || ((parsed.parts[0] ?? 0) & 0xe000) === 0x2000;
  return isGiven && parsed.range() === 'unicast';
}

/** `::ffff:10.0.0.1` reaches 10.0.0.1. */
function unmapped(address: string): string {
  const parsed = parse(address);
  return parsed instanceof IPv6 && parsed.isIPv4MappedAddress()
    ? parsed.toIPv4Address().toString()
    : parsed.toString();
}

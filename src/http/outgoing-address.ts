import { lookup } from 'node:dns';
import { isIP, isIPv6 } from 'node:net';
import type { BlockList, LookupFunction } from 'node:net';
import { peerList } from '#config/peer-list';

/** Networks that are not the Internet (IANA's registries of special-purpose addresses). */
const notPublic4 = peerList([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24'],
  ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]);
/** Apart from those of IPv4, which node would compare with them as ::ffff:0:0/96. */
const notPublic6 = peerList([
  // All but global unicast.
  ...['::/3', '4000::/2', '8000::/1', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
]);

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

/**
 * Which addresses requests of Star7 may go to: those of the Internet, and private ones that the site has listed. A name
 * is resolved once, at the connection, and its addresses are compared then: a name that leads elsewhere later changes
 * nothing.
 */
export class OutgoingAddresses {
  readonly #listed: BlockList;

  /** @param listed addresses and networks, separated by spaces @throws PeerError */
  constructor(listed = '') {
    this.#listed = peerList(listed.split(/\s+/).filter((each) => each !== ''));
  }

  /** @param address IPv4 or IPv6 */
  isAllowed(address: string): boolean {
    const [plain, family] = familyOf(address);
    return this.isListed(address) || !(family === 'ipv4' ? notPublic4 : notPublic6).check(plain, family);
  }

  /** A private address that the site has listed. */
  isListed(address: string): boolean {
    return this.#listed.check(...familyOf(address));
  }

  /**
   * For `http.request` and `net.connect`, which do not call it where the host is an address itself: see
   * {@link refuseLiteral}.
   */
  readonly lookup: LookupFunction = (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) {
        done(error, '');
        return;
      }
      const allowed = found.filter(({ address }) => this.isAllowed(address));
      const [first] = allowed;
      if (first === undefined) done(new OutgoingAddressError(), '');
      else if (options.all === true) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };

  /** @param host of a URL @throws OutgoingAddressError where it is an address that is not allowed */
  refuseLiteral(host: string): void {
    const plain = host.replace(/^\[|\]$/g, '');
    if (isIP(plain) !== 0 && !this.isAllowed(plain)) throw new OutgoingAddressError();
  }
}

/** `::ffff:10.0.0.1` is 10.0.0.1. */
function familyOf(address: string): [string, 'ipv4' | 'ipv6'] {
  const inner = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (inner !== undefined) return [inner, 'ipv4'];
  return [address, isIPv6(address) ? 'ipv6' : 'ipv4'];
}

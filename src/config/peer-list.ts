import { BlockList, isIP, isIPv6 } from 'node:net';

/** @throws {PeerError} */
export function peerList(peers: readonly string[]): BlockList {
  const list = new BlockList();
  for (const peer of peers) {
    const [address = '', prefix] = peer.split('/');
    if (isIP(address) === 0) throw new PeerError(peer);
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, prefixOf(prefix, family, peer), family);
  }
  return list;
}

function prefixOf(text: string, family: 'ipv4' | 'ipv6', peer: string): number {
  const length = /^\d{1,3}$/.test(text) ? Number(text) : -1;
  if (length < 0 || length > (family === 'ipv4' ? 32 : 128)) throw new PeerError(peer);
  return length;
}

/** A configured peer is neither an address nor a network. */
export class PeerError extends Error {
  override readonly name = 'PeerError';
  readonly slug = 'agi-peer-invalid';

  constructor(peer: string) {
    super(`"${peer}" is neither an address nor a network such as 10.0.0.0/8.`);
  }
}

import { isIPv6 } from 'node:net';

/** Number of groups of an IPv6 address that form its network: a client with a /64 has all its addresses. */
const networkGroups = 4;

/**
 * The key by which attempts to sign in are counted: an IPv4 address, or the /64 of an IPv6 one.
 * @param address of the client, as the connection or a trusted proxy says
 */
export function clientNetwork(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain.slice(0, 64);
  const [before = '', after] = (plain.split('%')[0] ?? '').split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...Array.from({ length: Math.max(zeros, 0) }, () => '0'), ...tail];
  return groups
    .slice(0, networkGroups)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}

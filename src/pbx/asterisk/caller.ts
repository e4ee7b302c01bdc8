import { mask } from '#kernel/masked';
import type { Masked } from '#kernel/masked';

/** Longer than any header with one address; longer ones are not read. */
const longestHeader = 512;

/** A name-addr or addr-spec of RFC 3261 with a SIP or tel URI: what stands for the user is the number. */
const address = /(?:^|<)\s*(?:sips?|tel):([^@;>\s]+)/i;

/** A quoted string of RFC 3261, section 25.1. */
const quoted = /"(?:[^"\\]|\\.)*"/g;

/**
 * The number in the From or P-Asserted-Identity header of a carrier's INVITE (RFC 3261, section 20.20; RFC 3325): digits
 * with or without a plus; visual separators of tel URIs (RFC 3966) are dropped.
 * @returns null for an anonymous caller, and for a user that is no number
 */
export function callerIn(header: unknown): Masked | null {
  if (typeof header !== 'string' || header.length > longestHeader) return null;
  // A display name may hold anything, another address too: the caller chooses it.
  const plain = header.replace(quoted, '');
  if ((plain.split(',', 1)[0] ?? '').split('<').length > 2) return null;
  const user = address.exec(plain)?.[1];
  if (user === undefined) return null;
  const number = user.replace(/%2B/i, '+').replace(/[-.()]/g, '');
  return /^\+?\d{3,20}$/.test(number) ? mask(number) : null;
}

import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';

/** Why a text is not an e-mail address. Stable. */
export const emailFaults = ['empty', 'not-an-address', 'too-long'] as const;
export type EmailFault = (typeof emailFaults)[number];

export type NormalisedEmail = { address: Masked } | { fault: EmailFault };

/** RFC 5321, section 4.5.3.1: a path is 256 octets with its angle brackets. */
const longestAddress = 254;

/**
 * RFC 5321's Mailbox without quoted local parts and address literals, which customers do not have, but with
 * letters of any script (RFC 6531).
 */
const pattern =
  /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/** Reads an e-mail address and returns it masked, with its domain in lower case. */
export function normaliseEmail(text: string): NormalisedEmail {
  const trimmed = text.trim();
  if (trimmed === '') return { fault: 'empty' };
  if (Buffer.byteLength(trimmed) > longestAddress) return { fault: 'too-long' };
  if (!pattern.test(trimmed)) return { fault: 'not-an-address' };
  const at = trimmed.lastIndexOf('@');
  return { address: mask(trimmed.slice(0, at) + trimmed.slice(at).toLowerCase()) };
}

/** Whether an address is of this domain, or of one below it. @param domain in lower case */
export function isOfDomain(address: Masked, domain: string): boolean {
  const text = reveal(address);
  const own = text.slice(text.lastIndexOf('@') + 1);
  return own === domain || own.endsWith(`.${domain}`);
}

/** Whether a text is this address, in any case. */
export function isAddress(address: Masked, text: string): boolean {
  return reveal(address).toLowerCase() === text.trim().toLowerCase();
}

/** Whether two addresses are of one mailbox, in any case. */
export function isSameAddress(one: Masked, other: Masked): boolean {
  return isAddress(one, reveal(other));
}

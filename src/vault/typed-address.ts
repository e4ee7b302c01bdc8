import { emailFaults, isOfDomain, normaliseEmail } from './email-address';
import { reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';

/** Why a typed address is not taken. Stable: pages translate them. */
export const addressFaults = [...emailFaults, 'own-domain'] as const;
export type AddressFault = (typeof addressFaults)[number];

/** Reads an e-mail address as people write it: what is stored of a contact. */
export type TypedAddressReader = (text: Masked) => { contact: Masked } | { fault: AddressFault };

/**
 * What is wrong with an address depends on the address and the site alone, not on any order.
 * @param ownDomain that mails of Star7 come from: what is sent there would come back; undefined for none
 */
export function typedAddressReader(ownDomain: string | undefined): TypedAddressReader {
  return (text) => {
    const read = normaliseEmail(reveal(text));
    if ('fault' in read) return read;
    const isOwn = ownDomain !== undefined && isOfDomain(read.address, ownDomain);
    return isOwn ? { fault: 'own-domain' } : { contact: read.address };
  };
}

/** What an address must be. */
export const expectedOfAddress: Readonly<Record<AddressFault, string>> = {
  empty: 'must not be empty',
  'not-an-address': 'must be exactly one e-mail address',
  'too-long': 'must have at most 254 bytes',
  'own-domain': 'must not be an address of the shop’s own mail domain',
};

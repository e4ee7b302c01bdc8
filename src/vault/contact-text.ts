import { reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import type { OwnContacts } from '#kernel/redaction/own-contacts';

/**
 * The numbers and addresses of an order as its own texts are checked for them. Only kernel/redaction takes them, and
 * nothing of them gets out of it.
 * @param numbers in E.164
 */
export function ownContacts(numbers: readonly Masked[], address: Masked | null | undefined): OwnContacts {
  return {
    numbers: numbers.map((number) => reveal(number).replace('+', '')),
    addresses: address ? [reveal(address)] : [],
  };
}

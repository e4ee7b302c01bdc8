import { reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import { apart } from './extension';
import { OwnContacts } from '#kernel/redaction/own-contacts';
import type { PlainContacts } from '#kernel/redaction/own-contacts';

/**
 * The numbers and addresses of an order as its own texts are checked for them. Only kernel/redaction takes them, and
 * nothing of them gets out of it.
 * @param numbers in E.164, with an extension or without: the extension alone gives nobody away
 */
export function ownContacts(numbers: readonly Masked[], address: Masked | null | undefined): OwnContacts {
  const plain = plainContacts(numbers, address);
  return new OwnContacts(plain.numbers, plain.addresses);
}

/** The same for a process that redacts. */
export function plainContacts(numbers: readonly Masked[], address: Masked | null | undefined): PlainContacts {
  return {
    numbers: numbers.map((contact) => reveal(apart(contact).number).replace('+', '')),
    addresses: address ? [reveal(address)] : [],
  };
}

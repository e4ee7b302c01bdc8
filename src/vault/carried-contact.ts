import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';

declare const brand: unique symbol;

/**
 * A number or an address on its way between two threads of this process, which cannot send a {@link Masked}. Only
 * {@link carriedContact} makes one and only {@link receivedContact} opens it; it is sent to a thread and nowhere else.
 */
export type CarriedContact = string & { readonly [brand]: true };

export function carriedContact(contact: Masked): CarriedContact {
  return reveal(contact) as CarriedContact;
}

export function receivedContact(carried: CarriedContact): Masked {
  return mask(carried);
}

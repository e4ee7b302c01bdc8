import { reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';

/** Whether two masked texts are equal; comparing the masks would not show it. */
export function sameContact(one: Masked, other: Masked): boolean {
  return reveal(one) === reveal(other);
}

/**
 * Seven digits (the length of the shortest local number) with any separators, in the digits of any script,
 * since people and telephones read them all. Or text at text, even an incomplete address: `ivan@gmail` is
 * enough to reach somebody.
 */
const contactPattern = /\+?\(?\p{Nd}(?:[\s().,/_*·•\p{Pd}]*\p{Nd}){6,}|[^\s@＠﹫]+[@＠﹫][^\s@＠﹫]*/gu;

/**
 * Removes numbers and addresses from a text that managers will see. In shops without customer accounts, some
 * orders have a phone number as the customer name.
 */
export function withoutContacts(text: string): string {
  // A quick exit for most names, which contain neither digit nor @: this runs for every row of an import.
  if (!/[\p{Nd}@＠﹫]/u.test(text)) return text;
  return text.replace(contactPattern, ' ').replace(/\s+/g, ' ').trim();
}

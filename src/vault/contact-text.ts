import { reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';

/** Whether two masked texts are the same, which their masks do not tell. */
export function sameContact(one: Masked, other: Masked): boolean {
  return reveal(one) === reveal(other);
}

/**
 * Seven digits, as the shortest local number has, however they are parted, in the digits of any script: a telephone
 * reads them all, and so does a person. Or something at something, finished or not: `ivan@gmail` says it all.
 */
const contactPattern = /\+?\(?\p{Nd}(?:[\s().,/_*·•\p{Pd}]*\p{Nd}){6,}|[^\s@＠﹫]+[@＠﹫][^\s@＠﹫]*/gu;

/**
 * Takes numbers and addresses out of a text that managers will see. Shops whose customers need no account have
 * orders of a customer named like a phone number.
 */
export function withoutContacts(text: string): string {
  // Most names hold neither a digit nor an @, and this runs for every row of an import.
  if (!/[\p{Nd}@＠﹫]/u.test(text)) return text;
  return text.replace(contactPattern, ' ').replace(/\s+/g, ' ').trim();
}

import { reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import { apart } from '#vault/extension';

/** A contact in plain text: for the one look that two persons have agreed on (docs/reveal.md), and for nothing else. */
export function plainContact(contact: Masked): string {
  const { number, extension } = apart(contact);
  return extension === null ? reveal(number) : `${reveal(number)} ext. ${reveal(extension)}`;
}

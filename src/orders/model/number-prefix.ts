/**
 * What can stand before the order numbers of a shop, where another shop has the same ones: up to 8 letters, digits and `-._`,
 * with a letter or digit first; nothing is no prefix. Not `No.`, which reading a number takes off again.
 */
export const prefixPattern = String.raw`^(?![Nn][Oo]\.?(?:\d|$))(?:[0-9A-Za-z][0-9A-Za-z_.-]{0,7})?$`;

export function isPrefix(text: string): boolean {
  return new RegExp(prefixPattern).test(text);
}

/** What is wrong with another one. */
export const prefixFault = {
  code: 'prefix-invalid',
  detail: 'must be up to 8 letters, digits, - . _, with a letter or digit first, and not No.',
} as const;

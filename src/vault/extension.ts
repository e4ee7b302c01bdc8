import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';

/**
 * A telephone number and what is to be dialled once it has answered: an extension behind a switchboard. Both are one
 * contact, and are sealed as one text, in the manner of RFC 3966, section 5.3: `+74951234567;ext=123`.
 */
export interface PhoneContact {
  /** E.164 with the plus. */
  number: Masked;
  /** Digits, `*` and `#`, and `p` for a pause of two seconds, in the order in which they are dialled; null for none. */
  extension: Masked | null;
}

const mark = ';ext=';

/** The number and its extension as one text. @param extension as {@link PhoneContact} has it; '' for none */
export function joined(number: string, extension: string): Masked {
  return mask(extension === '' ? number : `${number}${mark}${extension}`);
}

/** Takes a stored contact apart. */
export function apart(contact: Masked): PhoneContact {
  const text = reveal(contact);
  // Most have none.
  if (!text.includes(mark)) return { number: contact, extension: null };
  const [number = '', extension = ''] = text.split(mark, 2);
  return { number: mask(number), extension: mask(extension) };
}

/** Before the extension: the number, which has neither letters nor signs of an extension. */
const number = String.raw`(?<number>[^\p{L}#,;]*\d\)?)`;
const signs = String.raw`[\d*#,;pw\s-]*[\d*#]`;

/** `доб. 12`, `вн. 12`, `ext. 12`, `x12`, `#12`, `;ext=12`, also in parentheses. Letters of both alphabets look alike. */
const named = new RegExp(
  String.raw`^${number}[\s,;.:(]*(?:доб(?:авочный)?|вн(?:утр(?:енний)?)?|ext(?:ension|n)?|x|х|#)[\s.:=№]*(?<extension>${signs})\s*\)?$`,
  'iu',
);

/** `,,12`, `w12`, `p12`: pauses, as telephones write them. A single comma is a pause or none: it parts the two. */
const paused = new RegExp(String.raw`^${number}\s*(?<pauses>[,;pw]+)\s*(?<extension>${signs})$`, 'iu');

const mostDigits = 10;
const mostPauses = 5;
/** After a single comma there may also be a second number, which is longer. */
const mostAfterComma = 4;

/**
 * Finds an extension behind a number, as people and spreadsheets write it.
 * @param text without spaces around it
 * @returns the number as it is written, and the extension, '' for none; null for an extension that cannot be dialled. A text
 * of two numbers is returned as a number
 */
export function splitExtension(text: string): { number: string; extension: string } | null {
  const found = named.exec(text) ?? paused.exec(text);
  if (found === null) return { number: text, extension: '' };
  const { number: before = '', pauses = '', extension: after = '' } = found.groups ?? {};
  const lead = pauses.length === 1 && /[,;]/.test(pauses) ? '' : pauses;
  const extension = `${lead}${after}`.toLowerCase().replace(/[\s-]/g, '').replace(/[,;w]/g, 'p');
  const digits = extension.replaceAll('p', '').length;
  if (pauses !== '' && lead === '' && digits > mostAfterComma) return { number: text, extension: '' };
  if (digits > mostDigits || extension.length - digits > mostPauses) return null;
  return { number: before, extension };
}

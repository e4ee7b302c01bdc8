import { endsWithCheckDigit, endsWithLuhnDigit, isIban, isInn, isOgrn, isSnils } from './check-digits';
import type { Span } from './reading';

/*
 * Codes that their own structure proves, whatever word is beside them: a length that no number has, a prefix, and a check
 * digit. None of them begins or ends with a Russian mobile number.
 */

/** Whether what is written at a place of a reading is such a code. */
export function isKnownCode(text: string, { from, to }: Span): boolean {
  const written = text.slice(from, to);
  const digits = written.replace(/\D/g, '');
  if (/^[78]9\d{9}|[78]9\d{9}$|^9\d{9}$/.test(digits) && !isBook(written, digits)) return false;
  if (written === digits && isKnownNumber(digits)) return true;
  return (
    isBook(written, digits) ||
    (/^\d{3}-\d{3}-\d{3}[ -]\d{2}$/.test(written) && isSnils(digits)) ||
    // ИНН and КПП of a company.
    (/^\d{10}\s?\/\s?\d{9}$/.test(written) && isInn(digits.slice(0, 10))) ||
    isVersion(written) ||
    // The beginning and the end of a card.
    /^\d{4}[ *]*\*{2}[ *]*\d{4}$/.test(written) ||
    isDoor(text, from, written) ||
    isHost(text, from, written) ||
    isAccount(text, { from, to })
  );
}

/** In one piece. */
function isKnownNumber(digits: string): boolean {
  switch (digits.length) {
    case 12:
      return !/^(?:00|37|38|44|49|99)/.test(digits) && (isInn(digits) || isProduct(digits));
    case 13:
      return isOgrn(digits) || isProduct(digits);
    case 14:
      // A parcel of the Russian post: its post office, then the item.
      return /^(?:[1-6]|80)/.test(digits) && endsWithCheckDigit(digits);
    case 15:
      return isOgrn(digits) || (/^(?:01|35|86)/.test(digits) && endsWithLuhnDigit(digits));
    case 20:
      // An account in a Russian bank: what it is for, then its currency.
      return /^(?:30[1-3]|40[1-8]|42[0-6])\d{2}(?:810|643|840|978|156)/.test(digits);
    default:
      return false;
  }
}

/** EAN-13 or UPC-A: one in ten of any digits would be, but numbers do not begin like this. */
function isProduct(digits: string): boolean {
  return /^(?:0[0-9]|2[0-9]|4[5-8]|50|69|8[0-7])/.test(digits) && endsWithCheckDigit(digits);
}

/** An ISBN: thirteen digits with their check digit. */
function isBook(written: string, digits: string): boolean {
  return /^[0-9 -]+$/.test(written) && /^97[89][0-8]\d{9}$/.test(digits) && endsWithCheckDigit(digits);
}

/** `120.0.6099`: nought alone is no group of a number, unless it is said digit by digit. */
function isVersion(written: string): boolean {
  return /^\d{1,3}(?:\.\d{1,5}){2,3}$/.test(written) && /\.0\./.test(written) && /\d\d/.test(written);
}

/** `*340#1234`: what opens a door. */
function isDoor(text: string, from: number, written: string): boolean {
  return text[from - 1] === '*' && /^\d{1,4}#\d{1,5}$/.test(written);
}

/** `192.168.10.245`, as every network has them for itself (RFC 1918); any other behind `IP`. */
function isHost(text: string, from: number, written: string): boolean {
  const parts = written.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return false;
  return (
    /^(?:192\.168|10\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(written) ||
    /(?<!\p{L})(?:ip|аипи|ип)[\s:-]*(?:адрес[\s:]*)?$/u.test(text.slice(Math.max(0, from - 16), from))
  );
}

/** The digits at the end of `GB82 WEST 1234 5698 7654 32`. */
function isAccount(text: string, { from, to }: Span): boolean {
  const found = /(?<![\p{L}\p{N}])[a-z]{2}\d{2}[a-z0-9 ]{11,42}$/u.exec(
    text.slice(Math.max(0, from - 12), to),
  );
  return found !== null && isIban(found[0].replaceAll(' ', ''));
}

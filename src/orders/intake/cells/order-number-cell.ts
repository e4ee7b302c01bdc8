import { isOrderNumber, longestOrderNumber } from '#kernel/order-number';

export type OrderNumberFault = 'order-number-empty' | 'order-number-invalid' | 'order-number-rounded';

export interface StatedNumber {
  /** As Star7 keeps it, in addresses and events: see {@link readOrderNumber}. */
  number: string;
  /** As the shop writes it; null where that is the same. */
  stated: string | null;
  /** The same without the prefix. */
  bare: string | null;
  /** As releases up to 0.2.0 read the cell; absent where that is the same. */
  earlier?: Pick<StatedNumber, 'number' | 'stated'>;
}

export interface NumberRules {
  /** Of the administrator, before each number; none unless told. */
  prefix?: string;
  /** The cell is a number that has zeros by its format alone. */
  isPadded?: boolean;
}

/** As 1C names its documents: `Заказ покупателя ЦБ-000123 от 31.01.2026 12:00:00`. The day is no part of the number. */
const titled =
  /^(?:(?:заказ|заявка|сч[её]т|документ|order)[\p{L}\s]*?[\s#]+)?(\S*\d\S*)\s+(?:от|from|of)\s+\d{1,2}[./]\d{1,2}[./]\d{2,4}.*$/iu;
/** A number that a spreadsheet shows with commas between its thousands: `1,024`, `12,345.00`. */
const grouped = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.0+)?$/;

const onlyDigits = new RegExp(String.raw`^\d{1,${String(longestOrderNumber)}}$`);

/**
 * Reads the number of an order. The rule, of which each step is left out where the text is a number already:
 *
 * 1. spaces, apostrophes and quotes around it, and `#`, `№`, `No.` before it, are no part of it: `#1001` is `1001`;
 * 2. `1003.0` and `1,003` are `1003`, which a spreadsheet has made of it; a number that a spreadsheet has rounded is refused;
 *    a document's name around it and its day behind it are left out: `Заказ ЦБ-1 от 31.01.2026` is `ЦБ-1`;
 * 3. spaces inside are left out, other signs become a dash, Cyrillic letters Latin: `818396:72` is `818396-72`,
 *    `ЦБ-000123` is `CB-000123`. The shop's own form is kept beside it and shown.
 *
 * A prefix of the administrator stands before both, once they are read.
 *
 * What is dialled after `*7` is the digits, see {@link dialledDigits}.
 */
export function readOrderNumber(
  cell: string,
  { prefix = '', isPadded = false }: NumberRules = {},
): StatedNumber | { fault: OrderNumberFault } {
  const read = readBare(cell, isPadded);
  if ('fault' in read || prefix === '') return read;
  const number = `${prefix}${read.number}`;
  if (!isOrderNumber(number)) return { fault: 'order-number-invalid' };
  const withPrefix = (text: string | null): string | null =>
    text === null ? null : `${prefix}${text}`.slice(0, longestStated);
  const earlier = read.earlier && {
    number: `${prefix}${read.earlier.number}`,
    stated: withPrefix(read.earlier.stated),
  };
  return { ...read, number, stated: withPrefix(read.stated), ...(earlier && { earlier }) };
}

function readBare(cell: string, isPadded: boolean): StatedNumber | { fault: OrderNumberFault } {
  if (onlyDigits.test(cell)) {
    const read = { number: cell, stated: null, bare: null };
    return isPadded ? { ...read, earlier: { number: cell.replace(/^0+(?=\d)/, ''), stated: null } } : read;
  }
  const text = cell
    // The sign of a number would become two letters.
    .replace(/№/g, '#')
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .replace(/^(?:["'=\s]*)(.*?)["'\s]*$/u, '$1');
  const untitled = withoutSign(text.replace(titled, '$1'));
  const whole = untitled.replace(grouped, (number: string) =>
    number.replace(/\.0+$/, '').replaceAll(',', ''),
  );
  const read = readWhole(whole);
  const asBefore = withoutSign(text);
  if ('fault' in read || whole === asBefore) return read;
  const earlier = readWhole(asBefore);
  return 'fault' in earlier ? read : { ...read, earlier: { number: earlier.number, stated: earlier.stated } };
}

function withoutSign(text: string): string {
  return text.replace(/^(?:N[o°º]\.?(?=[\s\d])|#)+\s*/iu, '').trim();
}

function readWhole(text: string): StatedNumber | { fault: OrderNumberFault } {
  if (text === '') return { fault: 'order-number-empty' };
  if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(text)) return { fault: 'order-number-rounded' };
  const whole = text.replace(/^(\d+)[.,]0+$/, '$1');
  if (isOrderNumber(whole)) return { number: whole, stated: null, bare: null };
  const number = latin(whole.replace(/\s+/g, ''))
    .replace(/[^0-9A-Za-z._-]+/g, '-')
    .replace(/^[._-]+|[._-]+$/g, '');
  // Two numbers of the shop that differ in letters of another script alone would be one.
  if (!isOrderNumber(number) || !/\d/.test(number)) return { fault: 'order-number-invalid' };
  const stated = /^[\d\s]+$/.test(whole) ? null : whole.slice(0, longestStated);
  return { number, stated, bare: stated };
}

/** Characters. */
export const longestStated = 64;

/** What a desk phone dials for an order whose number has more than digits; null where there are too few or too many. */
export function dialledDigits(number: string): string | null {
  if (/^\d+$/.test(number)) return null;
  const digits = number.replace(/\D/g, '');
  return digits.length === 0 ? null : digits;
}

/** By GOST 7.79 (ISO 9), system B, as far as one letter stands for one. */
const letters = 'АAБBВVГGДDЕEЁEЖZЗZИIЙJКKЛLМMНNОOПPРRСSТTУUФFХHЦCЧCШSЩSЫYЭEЮUЯAІIЇIЄEҐG';
const latinOf: ReadonlyMap<string, string> = new Map(
  Array.from({ length: letters.length / 2 }, (_, nth): [string, string] => [
    letters[nth * 2] ?? '',
    letters[nth * 2 + 1] ?? '',
  ]),
);

function latin(text: string): string {
  return text.replace(/\p{Script=Cyrillic}/gu, (letter) => {
    const upper = latinOf.get(letter.toUpperCase()) ?? '';
    return letter === letter.toUpperCase() ? upper : upper.toLowerCase();
  });
}

import { visible } from './cell-text';

/** Whether a mark stands before the decimals; `null` while nothing tells. */
export interface AmountHabit {
  /** Cells that can only be read with this mark before the decimals. */
  point: number;
  comma: number;
}

export const noHabit: AmountHabit = { point: 0, comma: 0 };

/** An amount, with the currency that its cell names. */
export interface ReadAmount {
  /** Decimal text. */
  amount: string;
  /** ISO 4217; empty where the cell names none. A list where the sign is that of several. */
  currencies: readonly string[];
  /** Three digits behind a mark were taken for thousands, and no cell of the column says whether they are. */
  guessed: boolean;
}

const dollars = ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN'];
const signs: ReadonlyArray<readonly [RegExp, readonly string[]]> = [
  [/R\$/u, ['BRL']],
  [/(?:US|A|C|NZ|S|HK|MX)?\$/u, dollars],
  [/₽|руб(?:лей|ля|ль)?\.?|(?<!\p{L})р\.?(?!\p{L})/iu, ['RUB']],
  [/€/u, ['EUR']],
  [/£/u, ['GBP']],
  [/₴|грн\.?/iu, ['UAH']],
  [/₸|тг\.?|тенге/iu, ['KZT']],
  [/₺/u, ['TRY']],
  [/₾/u, ['GEL']],
  [/֏/u, ['AMD']],
  [/₹/u, ['INR']],
  [/¥/u, ['JPY', 'CNY']],
  [/zł/iu, ['PLN']],
  [/Kč/iu, ['CZK']],
  [/сум|so['ʻ’]?m/iu, ['UZS']],
  [/сом/iu, ['KGS']],
  [/Br\.?|бел\.?\s?руб\.?/u, ['BYN']],
  [/\bkr\.?/iu, ['SEK', 'NOK', 'DKK']],
];
const codePattern = /(?<!\p{L})[A-Za-z]{3}(?!\p{L})/u;

/** Currencies with three decimals (ISO 4217). */
const threeDecimals: ReadonlySet<string> = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

/** Digits before the point that are kept. */
const mostDigits = 10;
const mostDecimals = 4;

/** `1 200 руб. 50 коп.` */
const kopecks = /^(\d[\d\s]*?)\s*(?:руб\p{L}*|р)\.?,?\s*(\d\d?)\s*коп\p{L}*\.?$/iu;

/** No sign and no code is beside the number. */
const bareNumber = /^[\d.,' -]*$/;

/** The number in a cell, and the currencies that a sign or a code beside it may mean. */
function apart(cell: string): { text: string; currencies: readonly string[] } {
  if (bareNumber.test(cell)) return { text: cell.trim(), currencies: [] };
  let text = visible(cell).normalize('NFKC').trim();
  if (text.includes('коп'))
    text = text.replace(
      kopecks,
      (_whole, whole: string, part: string) => `${whole},${part.padStart(2, '0')} ₽`,
    );
  for (const [pattern, currencies] of signs) {
    if (pattern.test(text)) return { text: text.replace(pattern, ''), currencies };
  }
  const code = codePattern.exec(text)?.[0];
  if (code !== undefined && currencyOf(code) !== null) {
    text = text.replace(codePattern, '');
    return { text, currencies: [currencyOf(code) ?? ''] };
  }
  return { text, currencies: [] };
}

/** `1990,-` is a whole number; spaces and apostrophes part thousands. */
function bare(text: string): string {
  return text
    .replace(/[.,][-–—]$/u, '')
    .replace(/[\s'’]/gu, '')
    .replace(/^\+/, '')
    .replace(/[.,]$/, '');
}

const scientific = /^\d(?:[.,]\d+)?e\+?0?\d$/i;

/** What one cell tells of its column's marks. */
export function habitOf(cell: string, habit: AmountHabit): AmountHabit {
  const mark = decimalMark(bare(apart(cell).text));
  if (mark === null) return habit;
  return mark === '.' ? { ...habit, point: habit.point + 1 } : { ...habit, comma: habit.comma + 1 };
}

/** The mark before the decimals, where the cell alone tells. */
function decimalMark(text: string): '.' | ',' | null {
  if (!/^\d[\d.,]*$/.test(text)) return null;
  const marks = text.replace(/\d/g, '');
  const last = marks.at(-1) as '.' | ',' | undefined;
  if (last === undefined) return null;
  const behind = text.length - text.lastIndexOf(last) - 1;
  const before = text.indexOf(last);
  if (new Set(marks).size === 2) return last;
  // One mark several times parts thousands: the other one is before the decimals.
  if (marks.length > 1) return last === '.' ? ',' : '.';
  return behind !== 3 || before > 3 || text.startsWith('0') ? last : null;
}

/** As programs write amounts: no thousands to be told from decimals, no more digits than are kept. */
const plainAmount = /^(0|[1-9]\d{0,9})(?:[.,](\d\d?))?$/;

/**
 * Reads an amount with a decimal point or comma, with or without groups of thousands and a currency.
 * @param habit what the column's cells tell: it decides `1.990` and `1,990`
 * @param currency of the row, if it is known
 * @returns null for what is no amount
 */
export function readAmount(
  cell: string,
  habit: AmountHabit,
  currency: string | null = null,
): ReadAmount | null {
  const plain = plainAmount.exec(cell);
  if (plain !== null) {
    const [, whole = '', decimals] = plain;
    return {
      amount: decimals === undefined ? whole : `${whole}.${decimals}`,
      currencies: [],
      guessed: false,
    };
  }
  const { text: stated, currencies } = apart(cell);
  const text = bare(stated);
  const read = (plain: string | null): ReadAmount | null => {
    const amount = plain === null ? null : within(plain);
    return amount === null ? null : { amount, currencies, guessed: false };
  };
  if (scientific.test(text)) return read(String(Number(text.replace(',', '.'))));
  const money = currency ?? currencies[0] ?? null;
  const amount = read(plainOf(text, habit, money));
  return amount === null ? null : { ...amount, guessed: isGuess(text, habit, money) };
}

function plainOf(text: string, habit: AmountHabit, currency: string | null): string | null {
  if (!/^\d[\d.,]*$/.test(text)) return null;
  const marks = text.replace(/\d/g, '');
  if (marks === '') return text;
  const last = marks.at(-1) ?? '';
  const kinds = new Set(marks).size;
  if (marks.length > 1 && kinds === 1) {
    return /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(text) ? text.replace(/[.,]/g, '') : null;
  }
  if (kinds === 2) {
    const other = last === '.' ? ',' : '.';
    const [whole, decimals] = [text.slice(0, text.lastIndexOf(last)), text.slice(text.lastIndexOf(last) + 1)];
    if (whole.includes(last) || !/^\d{1,3}(?:[.,]\d{2,3})*$/.test(whole)) return null;
    return `${whole.replaceAll(other, '')}.${decimals}`;
  }
  return decimalMark(text) !== null || isDecimal(last, habit, currency)
    ? text.replace(',', '.')
    : text.replace(/[.,]/, '');
}

/** Whether the cell could be read in two ways, and its column does not tell which. */
function isGuess(text: string, habit: AmountHabit, currency: string | null): boolean {
  return (
    /^\d+[.,]\d+$/.test(text) &&
    decimalMark(text) === null &&
    markOf(habit) === null &&
    !(currency !== null && threeDecimals.has(currency))
  );
}

/** The mark before the decimals, where cells of the column tell it. */
export function markOf({ point, comma }: AmountHabit): '.' | ',' | null {
  return point > 0 === comma > 0 ? null : point > 0 ? '.' : ',';
}

/** Whether the mark of `1.990` is before decimals. Where the column does not say, three digits are thousands. */
function isDecimal(mark: string, { point, comma }: AmountHabit, currency: string | null): boolean {
  if (currency !== null && threeDecimals.has(currency)) return true;
  if (point > 0 && comma > 0) return false;
  return mark === '.' ? point > 0 : comma > 0;
}

/** @returns null where it is more than is kept */
function within(plain: string): string | null {
  const [whole = '', decimals = ''] = plain.split('.');
  const digits = whole.replace(/^0+(?=\d)/, '');
  if (digits.length > mostDigits || !/^\d*$/.test(decimals)) return null;
  if (decimals.length <= mostDecimals) {
    return decimals === '' ? digits : `${digits}.${decimals}`;
  }
  // What binary fractions leave behind: 1990.4999999999998.
  return Number(`${digits}.${decimals.slice(0, 12)}`)
    .toFixed(mostDecimals)
    .replace(/\.?0+$/, '');
}

const currencyByWord: ReadonlyMap<string, string> = new Map([
  ['РУБ', 'RUB'],
  ['РУБ.', 'RUB'],
  ['Р.', 'RUB'],
  ['РУБЛЬ', 'RUB'],
  // The rouble's code before 1998; some programs still write it.
  ['RUR', 'RUB'],
  ['BYR', 'BYN'],
  ['ТГ', 'KZT'],
]);

const codes: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

function currencyOf(word: string): string | null {
  const code = currencyByWord.get(word.toUpperCase()) ?? word.toUpperCase();
  return codes.has(code) ? code : null;
}

/**
 * The currency that a column's name states as its unit: `Сумма, руб.`, `Total (€)`, `Итого ₽`.
 * @returns an ISO 4217 code; null where it states none
 */
export function currencyOfHeader(header: string): string | null {
  const name = header.normalize('NFKC').trim();
  const unit = /[,(]\s*([^,()]+?)\s*\)?$/u.exec(name)?.[1];
  if (unit !== undefined) return readCurrency(unit);
  // A last word of small Latin letters may be anything: `Total all`.
  const last = /\s(\S+)$/u.exec(name)?.[1] ?? '';
  return /^[a-z]/i.test(last) && !/^(?:[A-Z]{3}|rub)$/.test(last) ? null : readCurrency(last);
}

/** @returns an ISO 4217 code; null where it is none */
export function readCurrency(cell: string): string | null {
  const word = cell.trim();
  const known = currencyOf(word);
  if (known !== null) return known;
  const { text, currencies } = apart(word);
  return text.trim() === '' ? (currencies[0] ?? null) : null;
}

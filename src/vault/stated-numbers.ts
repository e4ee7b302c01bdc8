import { ParseError, parsePhoneNumberWithError } from 'libphonenumber-js/core';
import type { MetadataJson } from 'libphonenumber-js/core';
import rangesInUse from 'libphonenumber-js/max/metadata';
import { mask, reveal } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import { splitExtension } from './extension';
import { normalisePhone } from './phone-number';
import type { NormalisedPhone, PhoneFault, Region } from './phone-number';

/** Why a cell has no number that can be dialled. Stable. `rounded`: a spreadsheet has put zeros for its last digits. */
export type StatedFault = PhoneFault | 'rounded';

/** What a cell of a shop's export holds. */
export interface StatedNumbers {
  /** In international form with their extensions (extension.ts), each once, in the order of the cell. */
  numbers: Masked[];
  /** What is wrong with a part that could not be read; null where all of it was. */
  fault: StatedFault | null;
}

export interface StatedPlace {
  /** Of the site: where numbers without a country code belong if their row names no country. */
  region: Region;
  /** The row's own country; null where it names none. */
  country: Region | null;
}

// TypeScript infers arrays for the tuples in the JSON file.
const inUse = rangesInUse as unknown as MetadataJson;

/** Cells are short; what is longer is a text. */
const longestCell = 200;
/** Most numbers of one cell: one for each slot, and one by which it shows that there are more. */
const mostNumbers = 4;

const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const link = /^(?:https?:\/\/)?(?:wa\.me\/|api\.whatsapp\.com\/send\/?\?phone=)\+?(\d{7,15})\b.*$/i;
const chat = /^\+?(\d{7,15})@(?:s\.whatsapp\.net|c\.us)$/i;
const scheme = /^(?:tel|callto|sms|phone):(?:\/\/)?/i;
/** A mask of a form that nobody filled in: `+7 (___) ___-__-__`. */
const unfilled = /^\+?\d{0,3}[\s(]*[_xX*][\s()_xX*-]*$/;
const extension = /(?:доб(?:авочный)?|вн(?:утр)?|ext(?:ension)?|#|x)\s*[.:]?\s*(\d{1,6})\s*$/iu;

/**
 * Reads the telephone numbers in a cell of a shop's export, as people, web forms and spreadsheets write them: two numbers
 * in one cell, words beside them, links of messengers, a formula that only keeps the zeros.
 *
 * A number without a plus belongs to the country that its row names. If the row names none, it belongs to the site's
 * country where such a number is in use there, and else to the country whose code it begins with.
 */
export function readStatedNumbers(cell: string, place: StatedPlace): StatedNumbers {
  const usual = usualNumber(cell, place);
  if (usual !== null) return { numbers: [usual], fault: null };
  const text = unwrapped(cell);
  if (text.length > longestCell) return { numbers: [], fault: 'too-long' };
  if (text === '' || unfilled.test(text)) return { numbers: [], fault: 'empty' };
  const rounded = roundingOf(text);
  if (rounded === 'rounded') return { numbers: [], fault: 'rounded' };
  const whole = readOne(rounded ?? text, place);
  if ('number' in whole) return { numbers: [whole.contact], fault: null };
  const pieces = whole.fault === 'too-long' ? wholePieces(text) : piecesOf(text);
  if (pieces.length < 2) return { numbers: [], fault: whole.fault };
  return pieces.reduce<StatedNumbers>(
    (read, piece) => {
      const one = roundingOf(piece) === 'rounded' ? { fault: 'rounded' as const } : readOne(piece, place);
      if ('fault' in one) return { ...read, fault: one.fault };
      const isNew = !read.numbers.some((earlier) => reveal(earlier) === reveal(one.contact));
      return isNew && read.numbers.length < mostNumbers
        ? { ...read, numbers: [...read.numbers, one.contact] }
        : read;
    },
    { numbers: [], fault: null },
  );
}

/** `+7 (916) 123-45-67`, `8 916 123 45 67`. */
const usualForm = /^(\+7|[78])[ -]?\(?(9\d\d)\)?[ -]?(\d{3})[ -]?(\d\d)[ -]?(\d\d)$/;

/**
 * A Russian mobile number as people and programs write it: nine in ten cells of an import, of which the numbering plans need not
 * be asked. A test compares it with what they say.
 * @returns null for everything else, and for what a spreadsheet may have rounded
 */
function usualNumber(cell: string, { region, country }: StatedPlace): Masked | null {
  const [, code = '', ...parts] = usualForm.exec(cell) ?? [];
  if (code === '' || (code !== '+7' && (country ?? region) !== 'RU')) return null;
  const digits = parts.join('');
  return digits.endsWith('00000') ? null : mask(`+7${digits}`);
}

/** The numbers of several cells, each once. */
export function withoutRepeats(numbers: readonly Masked[]): Masked[] {
  const seen = new Set<string>();
  return numbers.filter((number) => {
    const isNew = !seen.has(reveal(number));
    seen.add(reveal(number));
    return isNew;
  });
}

function unwrapped(cell: string): string {
  let text = cell
    .normalize('NFKC')
    .replace(invisible, '')
    .trim()
    .replace(/\s*[\r\n]+\s*/g, '; ')
    .replace(/\s+/g, ' ');
  text = text
    .replace(/^=\s*"(.*)"$/u, '$1')
    .replace(/^["'`]+|["']+$/gu, '')
    .trim();
  text = text.replace(scheme, '').replace(/^=/, '').trim();
  const digits = (link.exec(text) ?? chat.exec(text))?.[1];
  return digits === undefined ? text.replace(/[\u2010-\u2015\u2212]/gu, '-') : `+${digits}`;
}

/** Digits that a spreadsheet shows of a large number; it puts zeros for the rest. */
const shownDigits = 6;

/**
 * A number that a spreadsheet has made of a telephone number: `7.91656E+10`, `79165600000`, `79165550107.0`.
 * @returns the digits if they are all there; `rounded` if not; null for texts of another form
 */
function roundingOf(text: string): string | null {
  const scientific = /^\+?(\d)(?:[.,](\d+))?e\+?(\d{1,2})$/i.exec(text);
  if (scientific !== null) {
    const [, first = '', rest = '', exponent] = scientific;
    const digits = first + rest;
    return digits.length === Number(exponent) + 1 ? digits : 'rounded';
  }
  const whole = /^(\d+)(?:[.,]0+)?$/.exec(text)?.[1];
  if (whole === undefined) return null;
  const significant = whole.replace(/0+$/, '').length;
  return whole.length >= 11 && whole.length <= 15 && significant <= shownDigits ? 'rounded' : whole;
}

/** A number of Russia, or any with a plus, within a text. */
const wholeNumber =
  /(?<!\d)(?:\+7|[78])[ -]?\(?\d{3}\)?[ -]?\d{3}[ -]?\d\d[ -]?\d\d(?!\d)|\+\d[\d ()-]{8,18}\d(?!\d)/g;

/**
 * Numbers with nothing but words or spaces between them: `89161234567 (муж) 89161234568 жена`, `+79161234567+79161234568`. Where
 * digits are left, they are pieces as others.
 */
function wholePieces(text: string): string[] {
  const found = text.match(wholeNumber) ?? [];
  return found.length > 1 && !/\d/.test(text.replace(wholeNumber, '')) ? found : piecesOf(text);
}

/** A part with fewer digits is no number of its own, but a piece of one. */
const fewestDigits = 6;

function piecesOf(text: string): string[] {
  const pieces = text.split(/\s*(?:[,;|/\\\n]|(?<=[\d)\s])(?:и|или|or|and)(?=[\s\d+(]))\s*/u);
  const joined: string[] = [];
  for (const piece of pieces) {
    if (piece === '') continue;
    const digits = piece.replace(/\D/g, '').length;
    const isOwn = digits >= fewestDigits && !extension.test(piece.slice(0, 12));
    if (isOwn || joined.length === 0) joined.push(piece);
    else if (extension.test(piece)) joined.push(`${joined.pop() ?? ''} ${piece}`);
    // A word beside a number is none; digits that are too few may be the rest of the number before.
    else if (digits > 0) joined.push(piece);
  }
  return joined;
}

function readOne(piece: string, place: StatedPlace): NormalisedPhone {
  const text = withoutWords(piece);
  const [bare = '', behind = ''] = text.split(/(?= ext\. )/);
  const digits = bare.replace(/\D/g, '');
  if (digits === '') return { fault: 'not-a-number' };
  if (text.startsWith('+')) return readInternational(text, digits, place);
  const { region, country } = place;
  const home = normalisePhone(text, country ?? region);
  if ('fault' in home && (home.fault === 'has-extension' || home.fault === 'not-a-number')) return home;
  const abroad = `+${/^00[1-9]/.test(digits) ? digits.slice(2) : digits}${behind}`;
  if ('number' in home && (isInUse(home.number) || country !== null)) return home;
  const international = normalisePhone(abroad, region);
  // A range that is not in use at home yet gives way to a number that may be one abroad.
  const mayBe = 'number' in international && mayBeAbroad(home, place, digits);
  if (mayBe && (country === null || isInUse(international.number))) return international;
  return home;
}

/** Digits of a number with its country's code; shorter ones may be a number at home with a digit too many. */
const fewestAbroad = 11;

/**
 * Whether a number that begins with a country's code may belong there. In a row of another country it may only if it can
 * be no number at home, and is too long for a mistyped one: else it would be somebody else's.
 */
function mayBeAbroad(home: NormalisedPhone, { country }: StatedPlace, digits: string): boolean {
  return country === null || ('fault' in home && digits.length >= fewestAbroad);
}

/** `+7 +7 916…`, `+92 0333…`, `+7 8 916…`: the country's code twice, or the prefix of calls at home behind it. */
function readInternational(text: string, digits: string, { region, country }: StatedPlace): NormalisedPhone {
  const stated = normalisePhone(text.replace(/(?<=.)\+/g, ''), region);
  if ('number' in stated && isInUse(stated.number)) return stated;
  if ('fault' in stated && stated.fault === 'has-extension') return stated;
  for (const length of [1, 2, 3]) {
    const code = digits.slice(0, length);
    const rest = digits.slice(length);
    const forms = [
      ...(rest.startsWith(code) ? [`+${rest}`] : []),
      ...(/^[08]/.test(rest) ? [`+${code}${rest.slice(1)}`] : []),
    ];
    for (const form of forms) {
      const read = normalisePhone(form, country ?? region);
      if ('number' in read && isInUse(read.number)) return read;
    }
  }
  return 'fault' in stated ? (possibleAbroad(text) ?? stated) : stated;
}

/**
 * A number with a plus and as many digits as its country has, of a range that the numbering plans do not know: calling a
 * number that does not exist costs less than losing an order.
 */
function possibleAbroad(text: string): NormalisedPhone | null {
  try {
    const parsed = parsePhoneNumberWithError(text, { extract: false }, inUse);
    const digits = parsed.nationalNumber;
    const isMade = digits.startsWith('0') || new Set(digits).size < 3 || digits.length > longestNational;
    return parsed.isPossible() && parsed.ext === undefined && !isMade
      ? { number: mask(parsed.number), contact: mask(parsed.number) }
      : null;
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  }
}

/** Digits of a number within its country, but for a few that machines alone have. */
const longestNational = 11;

/** Labels, names and notes around a number. The extension stays. */
function withoutWords(piece: string): string {
  const text = piece
    .replace(/_/g, '-')
    .replace(/\(\s*[^\d()]*\s*\)/gu, ' ')
    .replace(/^[^\d+(]+/u, '')
    .trim();
  const parts = splitExtension(text);
  // An extension that cannot be dialled is refused with the number.
  if (parts === null) return text;
  const behind = parts.extension === '' ? extension.exec(text) : null;
  const number = behind === null ? parts.number : text.slice(0, behind.index);
  const dialled = behind?.[1] ?? parts.extension;
  const bare = number.replace(/[^\d)]+$/u, '').trim();
  return dialled === '' ? bare : `${bare} ext. ${dialled}`;
}

/** Whether the number is of a range that is in use today: a number of the right length alone may be another country's. */
function isInUse(number: Masked): boolean {
  try {
    return parsePhoneNumberWithError(reveal(number), { extract: false }, inUse).isValid();
  } catch (error) {
    if (error instanceof ParseError) return false;
    throw error;
  }
}

/**
 * A text as a person reads it: digits of every script as 0 to 9, letters in lower case without marks, invisible
 * characters left out, encoded characters decoded. Each UTF-16 unit knows the part of the original that it stands for.
 */
export interface Reading {
  text: string;
  /** Offset in the original where unit i begins. */
  from: ArrayLike<number>;
  /** Offset in the original where unit i ends. */
  to: ArrayLike<number>;
}

/** A part of a {@link Reading} or of an original text: offsets in UTF-16 units, the end excluded. */
export interface Span {
  from: number;
  to: number;
}

/** Everything that lower case leaves in its place, and that nothing is decoded from. */
const plain = /^[ -$'-[\]-~\nА-Яа-яЁё№₽€£«»–—…]*$/u;

/** As {@link plain}, alone and beside other characters. */
const ordinary = /[ -$'-[\]-~\nА-Яа-яЁё№]*/y;

/** `&#55;`, `&#x37;`, `%37`, `%2537`, `\u0037`, `\x37`, and names that an address or a number needs. */
const encoded =
  /&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));?|&(commat|period|nbsp|plus|lpar|rpar|hyphen|num|lowbar);|%(?:25){0,3}([2-7][0-9a-f])|\\u\{?([0-9a-f]{4,6})\}?|\\x([0-9a-f]{2})/iuy;

const named: Readonly<Record<string, string>> = {
  commat: '@',
  period: '.',
  nbsp: ' ',
  plus: '+',
  lpar: '(',
  rpar: ')',
  hyphen: '-',
  num: '#',
  lowbar: '_',
};

/** Digits that neither their category nor NFKC shows: Chinese, and circled ones of the dingbats. */
const otherDigits: ReadonlyMap<string, string> = new Map([
  ...digitsOf('〇一二三四五六七八九'),
  ...digitsOf('零壹贰叁肆伍陆柒捌玖'),
  ...digitsOf('零壱弐参四五六七八九'),
  ...digitsOf('零壹貳參肆伍陸柒捌玖'),
  ['两', '2'],
  ['幺', '1'],
  ['⓿', '0'],
  ...[0x2776, 0x2780, 0x278a, 0x24f5].flatMap((first) =>
    Array.from({ length: 10 }, (_each, index): [string, string] => [
      String.fromCodePoint(first + index),
      String(index + 1),
    ]),
  ),
]);

function digitsOf(ten: string): Array<[string, string]> {
  return Array.from(ten, (character, digit): [string, string] => [character, String(digit)]);
}

/** Whether something in a text may be read as an encoded character. */
export function hasEncoded(original: string): boolean {
  return /[&%\\][#a-z0-9]/i.test(original);
}

/**
 * Reads a text. Takes time in proportion to its length.
 * @param decode whether `%37` is a 7; otherwise, as after a sum, a sign and 37
 */
export function readingOf(original: string, decode = true): Reading {
  if (plain.test(original)) return { text: foldCase(original), ...inPlace(original.length) };
  let text = '';
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  while (at < original.length) {
    ordinary.lastIndex = at;
    const [alike = ''] = ordinary.exec(original) ?? [];
    for (const end = at + alike.length; at < end; at += 1) {
      from.push(at);
      to.push(at + 1);
    }
    text += foldCase(alike);
    if (at >= original.length) break;
    const [read, length] = readAt(original, at, decode);
    for (let unit = 0; unit < read.length; unit += 1) {
      from.push(at);
      to.push(at + length);
    }
    text += read;
    at += length;
  }
  return { text, from, to };
}

/** Of a plain text each unit stands for itself. One table serves all texts; it grows with the longest. */
let table = tableOf(1024);

function inPlace(length: number): Pick<Reading, 'from' | 'to'> {
  if (length > table.to.length) table = tableOf(2 * length);
  return table;
}

function tableOf(length: number): Pick<Reading, 'from' | 'to'> {
  const places = Uint32Array.from({ length: length + 1 }, (_each, place) => place);
  return { from: places, to: places.subarray(1) };
}

/** @returns what the characters at an offset are read as, and how many units they take */
function readAt(original: string, at: number, decode: boolean): [string, number] {
  const first = original[at] ?? '';
  if (decode && (first === '&' || first === '%' || first === '\\')) {
    encoded.lastIndex = at;
    const found = encoded.exec(original);
    const code = found && codeOf(found);
    if (found && code !== null) return [readCharacter(code), found[0].length];
  }
  const character = String.fromCodePoint(original.codePointAt(at) ?? 0);
  return [readCharacter(character), character.length];
}

function codeOf([, hex, decimal, name, percent, unicode, byte]: RegExpExecArray): string | null {
  if (name !== undefined) return named[name.toLowerCase()] ?? null;
  const code =
    decimal === undefined ? Number.parseInt(hex ?? percent ?? unicode ?? byte ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}

/** For most characters there is nothing to do; the rest is remembered nowhere, since texts are short. */
function readCharacter(character: string): string {
  if (character === '\n') return '\n';
  if (/^[!-~]$/.test(character) || /^[а-яё]$/iu.test(character)) return foldCase(character);
  if (character === '№') return character;
  if (/\s/u.test(character)) return character === '\u2028' || character === '\u2029' ? '\n' : ' ';
  if (/[\p{M}\p{Cf}\u115f\u1160\u3164\uffa0]/u.test(character)) return '';
  const other = otherDigits.get(character);
  if (other !== undefined) return other;
  if (/\p{Nd}/u.test(character)) return decimal(character);
  return foldCase(character.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '')).replace(/\p{Nd}/gu, (digit) =>
    /[0-9]/.test(digit) ? digit : decimal(digit),
  );
}

/** Lower case of the same length; `ё` and `й` are read like the letters that they are often written as. */
function foldCase(text: string): string {
  return text.toLowerCase().replace(/ё/g, 'е').replace(/й/g, 'и');
}

/** The decimal digits of a script lie side by side in Unicode, nought first. */
function decimal(digit: string): string {
  const compatible = digit.normalize('NFKC');
  if (/^[0-9]$/.test(compatible)) return compatible;
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (before < 50 && /\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}

/** Where a part of a reading lies in the original, with the marks laid over its last character. */
export function originalOf({ from, to }: Reading, span: Span, original: string): Span {
  const begin = from[span.from] ?? original.length;
  let end = span.to > span.from ? (to[span.to - 1] ?? original.length) : begin;
  trailing.lastIndex = end;
  end += trailing.exec(original)?.[0].length ?? 0;
  return { from: begin, to: end };
}

const trailing = /[\p{M}\p{Cf}]*/uy;

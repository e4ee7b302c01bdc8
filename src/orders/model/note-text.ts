import { hiddenMark } from './note-rules';

/** A note as it may be kept and shown. */
export interface CleanNote {
  /** Empty where nothing was written. */
  text: string;
  /** How many numbers and addresses were taken out. */
  hidden: number;
}

/** Digits of any script, and what people read as digits: ①, ⁹. */
const digit = String.raw`\p{N}`;
/**
 * What may stand between the digits of one number: spaces and line breaks, dashes, brackets, dots, strokes, quotes,
 * marks that are laid over a digit (a keycap), and what cannot be seen. Not what ends a number in ordinary writing:
 * letters, signs of currency and per cent, `№`, `=`.
 */
const between = String.raw`[\s\p{Pd}\p{M}\p{Cf}\p{Ps}\p{Pe}\p{Pi}\p{Pf}.,:/\\|_*+~'"\x60·•…⁄]`;
const run = new RegExp(String.raw`[+＋]?[(（]?${digit}(?:${between}*${digit})*[\p{M}\p{Cf}]*`, 'gu');
const anyDigit = new RegExp(digit, 'gu');

/**
 * Days and times of day, which have as many digits as a number and are what notes are full of: `25.11.2026`,
 * `25/11/26`, `2026-11-25`, `9:30`, `10.00`. Years 2020 to 2049; nothing that goes on in digits on either side.
 */
const moment = new RegExp(
  [
    String.raw`(?<!${digit}[./]?)(?:0?[1-9]|[12]\d|3[01])([./])(?:0?[1-9]|1[0-2])\1(?:20[2-4]\d|[2-4]\d)(?!${digit}|[./]${digit})`,
    String.raw`(?<!${digit}-?)20[2-4]\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!${digit}|-${digit})`,
    String.raw`(?<!${digit}[:.]?)(?:[01]?\d|2[0-3])(?::[0-5]\d|\.(?:00|15|30|45))(?!${digit}|[:.]${digit})`,
  ].join('|'),
  'gu',
);

/** More than two days with their times (`25.11.2026 10:00 - 26.11.2026 14:00`) are digits like others. */
const mostMoments = 4;
/** Digits that may stand beside days and times: `25.11 10:00`. Of more, a time could be the middle of a number. */
const mostBeside = 4;
/** Digits of the shortest local number. */
const shortestNumber = 7;

const at = /[@＠﹫]/u;

/**
 * A note without telephone numbers and e-mail addresses, which a customer may have dictated: {@link hiddenMark} stands
 * for each. Line breaks stay; other control characters and marks of writing direction go.
 *
 * Seven digits are a number, however they are parted and in whichever script, unless they are days and times. So sums,
 * order numbers and postcodes of up to six digits stay; two of them side by side with nothing but a comma between go,
 * for nobody can tell them from a number. A word at a word is an address, and so is `@name`. Not found is what is
 * written out in words.
 */
export function cleanNote(raw: string): CleanNote {
  let hidden = 0;
  const mark = (): string => {
    hidden += 1;
    return hiddenMark;
  };
  const text = withoutNumbers(withoutAddresses(printable(raw), mark), mark);
  return { text: text.trim(), hidden };
}

function printable(raw: string): string {
  return (
    raw
      .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
      .replace(/\t/g, ' ')
      // U+200D joins emoji.
      .replace(/(?!\n)\p{Cc}|(?!\u200d)\p{Cf}|\p{Cs}/gu, '')
  );
}

function withoutNumbers(text: string, mark: () => string): string {
  return text.replace(run, (found) => {
    const digits = found.match(anyDigit)?.length ?? 0;
    if (digits < shortestNumber) return found;
    const moments = [...found.matchAll(moment)];
    const inMoments = moments.reduce((sum, [each]) => sum + (each.match(anyDigit)?.length ?? 0), 0);
    const isNumber =
      /^[+＋]/u.test(found) ||
      moments.length === 0 ||
      moments.length > mostMoments ||
      digits - inMoments > mostBeside;
    return isNumber ? mark() : found;
  });
}

/** By hand, since a pattern that looks both ways from an @ takes a long text's square. */
function withoutAddresses(text: string, mark: () => string): string {
  let done = 0;
  let result = '';
  for (;;) {
    const found = text.slice(done).search(at);
    if (found === -1) return result + text.slice(done);
    let begin = done + found;
    let end = begin + 1;
    const free = isSpace(text[begin - 1]) && isSpace(text[end]);
    if (free) {
      while (begin > done && isBlank(text[begin - 1])) begin -= 1;
      while (isBlank(text[end])) end += 1;
    }
    while (begin > done && !isSpace(text[begin - 1])) begin -= 1;
    while (end < text.length && !isSpace(text[end])) end += 1;
    // The sentence's own, after the address.
    while (end > done + found + 1 && /[,.]/.test(text[end - 1] ?? '')) end -= 1;
    result += text.slice(done, begin) + mark();
    done = end;
  }
}

function isSpace(character: string | undefined): boolean {
  return character === undefined || /\s/u.test(character);
}

/** A space within a line. */
function isBlank(character: string | undefined): boolean {
  return character !== undefined && character !== '\n' && /\s/u.test(character);
}

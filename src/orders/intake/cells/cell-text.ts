/** How exports write "nothing". */
const nothing: ReadonlySet<string> = new Set(['', '-', '–', '—', 'null', '\\n', 'n/a', 'none', 'нет', "'"]);

const longestNothing = Math.max(...[...nothing].map((word) => word.length));

export function isBlank(cell: string): boolean {
  if (cell === '') return true;
  const trimmed = cell.trim();
  // Most cells: more than a word for nothing, which begins with something to be seen.
  const first = trimmed.charCodeAt(0);
  if (trimmed.length > longestNothing && (first < 0x7f || (first >= 0x400 && first < 0x460))) return false;
  const word = visible(trimmed).trim();
  return word.length <= longestNothing && nothing.has(word.toLowerCase());
}

const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
/** Most cells are made of these. */
const plain = /^[ -~А-Яа-яЁё№]*$/;

/** Without the characters of no width that pages and messengers leave in what is copied out of them. */
export function visible(text: string): string {
  return plain.test(text) ? text : text.replace(invisible, '');
}

/** Words with a space between, of the characters that most cells are made of. */
const tidy = /^(?:[!-~А-Яа-яЁё№«»–—…]+(?: [!-~А-Яа-яЁё№«»–—…]+)*)?$/;

/** One line, without the control characters that a header of a SIP message must not hold. */
export function tidyLine(text: string): string {
  if (tidy.test(text)) return text;
  return visible(text)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Several lines, without other control characters. */
export function tidyText(text: string): string {
  if (tidy.test(text)) return text;
  return text
    .split(/\r\n|\r|\n/)
    .map(tidyLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const yes: ReadonlySet<string> = new Set([
  'yes',
  'y',
  'true',
  '1',
  '+',
  'x',
  'да',
  'не звонить',
  'ja',
  'так',
]);
const no: ReadonlySet<string> = new Set(['no', 'n', 'false', '0', 'nein', 'ні']);

/** @returns null for a word that is not known */
export function readYesNo(cell: string): boolean | null {
  const word = cell.trim().toLowerCase();
  if (isBlank(cell) || no.has(word)) return false;
  return yes.has(word) ? true : null;
}

import type { Finder } from './redaction';
import type { Reading, Span } from './reading';

/** Numbers and addresses of one order, against which the order's own texts are checked. */
export interface OwnContacts {
  /** Digits with the country code, no plus. */
  numbers: readonly string[];
  addresses: readonly string[];
}

/** As many digits of a number, from anywhere in it, give it away: they are a local number, or leave a few to try. */
const tellingDigits = 7;
/** As many at its end, in a name: nobody else's name has them. */
const tellingEnd = 5;
const tellingEnds = [tellingEnd, tellingEnd + 1];
/** Shorter local parts are names of many. */
const shortestLocal = 3;
/** A local part with a digit, as `ivanov77`, is a name of its own from so many characters on. */
const shortestHandle = 5;

/**
 * Whether a code, such as an order number, contains seven digits or more of one of the numbers side by side: separated
 * or not, among letters, backwards, in letters like digits, as ASCII in hexadecimal or base64, or the number in base 16
 * or 36. Or an address, whatever separates its parts.
 */
export function codeContains(code: string, own: OwnContacts): 'number' | 'address' | null {
  const digits = code.replace(/[^0-9]/g, '');
  const hasLetters = digits.length < code.length;
  if (digits.length >= tellingDigits && containsNumber(digits, own)) return 'number';
  if (digits.length >= 2 * tellingDigits && containsNumber(digits.replace(/(?:00)?3([0-9])/g, '$1'), own))
    return 'number';
  if (!hasLetters) return null;
  const read = code.replace(/[a-z]/gi, (letter) => lookalikes[letter] ?? ' ').replace(/[^0-9]/g, '');
  if (containsNumber(read, own) || containsEncoded(code, own)) return 'number';
  const letters = code.toLowerCase().replace(/[^0-9a-z]/g, '');
  if (letters.length < shortestHandle) return null;
  const hasAddress = own.addresses.some((each) =>
    tellingParts(each).parts.some((part) => letters.includes(part)),
  );
  return hasAddress ? 'address' : null;
}

const lookalikes: Readonly<Record<string, string>> = {
  ...{
    O: '0',
    o: '0',
    Q: '0',
    D: '0',
    I: '1',
    l: '1',
    i: '1',
    L: '1',
    Z: '2',
    z: '2',
    A: '4',
    S: '5',
    s: '5',
  },
  ...{ b: '6', G: '6', T: '7', B: '8', g: '9', q: '9' },
};

function containsNumber(digits: string, { numbers }: OwnContacts): boolean {
  if (digits.length < tellingDigits) return false;
  const backwards = Array.from(digits).reverse().join('');
  return numbers.some((number) =>
    partsOf(number).some((part) => digits.includes(part) || backwards.includes(part)),
  );
}

/** Each seven digits of a number that stand side by side. */
function partsOf(number: string): string[] {
  return Array.from({ length: Math.max(1, number.length - tellingDigits + 1) }, (_each, from) =>
    number.slice(from, from + tellingDigits),
  );
}

/** Shorter pieces hold no number in any of the encodings. */
const shortestEncoded = /[0-9a-z]{7}/i;

function containsEncoded(code: string, own: OwnContacts): boolean {
  if (!shortestEncoded.test(code)) return false;
  const lower = code.toLowerCase();
  const inBase = own.numbers.some((number) =>
    // With and without country codes of one to three digits, and with the Russian trunk prefix.
    [number, ...[1, 2, 3].map((length) => number.slice(length)), `8${number.slice(1)}`].some((form) =>
      [16, 36].some((base) => lower.includes(Number(form).toString(base))),
    ),
  );
  if (inBase) return true;
  const letters = code.replace(/-/g, '+').replace(/_/g, '/');
  return [0, 1, 2, 3].some((offset) =>
    containsNumber(base64(letters.slice(offset)).replace(/[^0-9]/g, ''), own),
  );
}

/** Decoded as far as it can be; empty for what is no base64. */
function base64(text: string): string {
  const whole = /^[A-Za-z0-9+/]*/.exec(text)?.[0] ?? '';
  return whole.length < 10 ? '' : atob(whole.slice(0, whole.length - (whole.length % 4)));
}

/** Finds what a text has of numbers and addresses of its own, in shorter forms than anybody's are found in. */
export function ownFinder(own: OwnContacts): Finder {
  return (reading) => [
    ...spansOfNumbers(reading, own),
    ...own.addresses.flatMap((address) => spansOfAddress(reading.text, address)),
  ];
}

function spansOfNumbers({ text }: Reading, { numbers }: OwnContacts): Span[] {
  const places: number[] = [];
  let digits = '';
  for (const { 0: digit, index } of text.matchAll(/[0-9]/g)) {
    digits += digit;
    places.push(index);
  }
  if (digits.length < tellingEnd) return [];
  const telling = numbers.flatMap((number) => [
    ...tellingEnds.map((length) => number.slice(-length)),
    ...partsOf(number),
  ]);
  return telling.flatMap((part) => {
    const at = digits.indexOf(part);
    return at === -1 ? [] : [{ from: places[at] ?? 0, to: (places[at + part.length - 1] ?? 0) + 1 }];
  });
}

/** What of an address gives it away, in letters and digits alone, and what may follow. */
function tellingParts(address: string): { parts: string[]; end: string } {
  const [local = '', domain = ''] = address.toLowerCase().split('@');
  const [host = ''] = domain.split('.');
  const name = bare(local);
  const parts: string[] = [];
  if (name.length >= shortestLocal && host !== '') {
    for (const at of ['', 'at', 'a', 'а', 'собака', 'dog']) parts.push(name + at + bare(host));
  }
  if (name.length >= shortestHandle && /[0-9]/.test(name)) parts.push(name);
  return { parts, end: bare(domain.slice(host.length)) };
}

function bare(part: string): string {
  return part.replace(/[^\p{L}\p{N}]/gu, '');
}

/** Local part and the domain's first label with anything between, or a local part that is a name of its own. */
function spansOfAddress(text: string, address: string): Span[] {
  const { parts, end } = tellingParts(address);
  // Most texts lack even the first letters.
  if (!parts.some((part) => text.includes(part[0] ?? '') && text.includes(part[1] ?? ''))) return [];
  const places: number[] = [];
  let letters = '';
  for (const { 0: letter, index } of text.matchAll(/[\p{L}\p{N}]/gu)) {
    letters += letter;
    places.push(index);
  }
  return parts.flatMap((part) => {
    const at = letters.indexOf(part);
    if (at === -1) return [];
    const hasEnd = letters.startsWith(end, at + part.length);
    const last = at + part.length + (hasEnd ? end.length : 0) - 1;
    return [{ from: places[at] ?? 0, to: (places[last] ?? 0) + 1 }];
  });
}

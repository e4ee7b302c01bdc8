import type { Finder } from './redaction';
import type { Span } from './reading';

/** As many digits of a number, from anywhere in it, give it away: they are a local number, or leave a few to try. */
const tellingDigits = 7;
/** As many at its end, in a name: nobody else's name has them. */
const tellingEnd = 5;
const tellingEnds = [tellingEnd, tellingEnd + 1];
/** Shorter local parts are names of many. */
const shortestLocal = 3;
/** A local part with a digit, as `ivanov77`, is a name of its own from so many characters on. */
const shortestHandle = 5;

/** Numbers and addresses of one order as they are, to be sent to another process. */
export interface PlainContacts {
  /** Digits with the country code, no plus. */
  numbers: readonly string[];
  addresses: readonly string[];
}

/** Numbers and addresses of one order, against which the order's own texts are checked: what of them gives them away. */
export class OwnContacts {
  #sevens: readonly string[] | null = null;
  #ends: readonly string[] | null = null;
  #encoded: readonly string[] | null = null;
  readonly addresses: readonly TellingAddress[];

  /** @param numbers digits with the country code, no plus */
  constructor(
    private readonly numbers: readonly string[],
    addresses: readonly string[],
  ) {
    this.addresses = addresses.map(tellingAddress);
  }

  /** Each seven digits of a number that stand side by side. */
  get sevens(): readonly string[] {
    this.#sevens ??= this.numbers.flatMap(partsOf);
    return this.#sevens;
  }

  /** The last digits of each number. */
  get ends(): readonly string[] {
    this.#ends ??= this.numbers.flatMap((number) => tellingEnds.map((length) => number.slice(-length)));
    return this.#ends;
  }

  /** Each number in base 16 and 36. */
  get encoded(): readonly string[] {
    this.#encoded ??= this.numbers.flatMap((number) =>
      // With and without country codes of one to three digits, and with the Russian trunk prefix.
      [number, ...[1, 2, 3].map((length) => number.slice(length)), `8${number.slice(1)}`].flatMap((form) =>
        [16, 36].map((base) => Number(form).toString(base)),
      ),
    );
    return this.#encoded;
  }
}

/** What of an address gives it away, in letters and digits alone. */
interface TellingAddress {
  /** The local part, with which every part begins. */
  name: string;
  parts: readonly string[];
  /** What may follow a part. */
  end: string;
}

/**
 * Whether a code, such as an order number, contains seven digits or more of one of the numbers side by side: separated
 * or not, among letters, backwards, in letters like digits, as ASCII in hexadecimal or base64, or the number in base 16
 * or 36. Or an address, whatever separates its parts.
 */
export function codeContains(code: string, own: OwnContacts): 'number' | 'address' | null {
  const digits = code.replace(/[^0-9]/g, '');
  const hasLetters = digits.length < code.length;
  // An amount: too short for a number, in whatever form.
  if (digits.length < tellingDigits && withoutLetters.test(code)) return addressIn(digits, own);
  if (containsNumber(digits, own)) return 'number';
  if (digits.length >= 2 * tellingDigits && containsNumber(digits.replace(/(?:00)?3([0-9])/g, '$1'), own))
    return 'number';
  if (!hasLetters) return null;
  if (code.length >= tellingDigits) {
    const read = code.replace(/[a-z]/gi, (letter) => lookalikes[letter] ?? ' ').replace(/[^0-9]/g, '');
    if (containsNumber(read, own) || containsEncoded(code, own)) return 'number';
  }
  return addressIn(code.toLowerCase().replace(/[^0-9a-z]/g, ''), own);
}

const withoutLetters = /^[^a-z]*$/i;

/** @param letters of a code, and its digits */
function addressIn(letters: string, own: OwnContacts): 'address' | null {
  if (letters.length < shortestHandle) return null;
  const hasAddress = own.addresses.some(
    ({ name, parts }) => letters.includes(name) && parts.some((part) => letters.includes(part)),
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

function containsNumber(digits: string, own: OwnContacts): boolean {
  if (digits.length < tellingDigits) return false;
  const backwards = Array.from(digits).reverse().join('');
  return own.sevens.some((part) => digits.includes(part) || backwards.includes(part));
}

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
  if (own.encoded.some((form) => lower.includes(form))) return true;
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
  return ({ text }) => {
    let spans = spansOfNumbers(text, own);
    for (const address of own.addresses) {
      const found = spansOfAddress(text, address);
      if (found.length > 0) spans = [...spans, ...found];
    }
    return spans;
  };
}

/** What most texts have. */
const nothing: Span[] = [];

function spansOfNumbers(text: string, own: OwnContacts): Span[] {
  // Most texts have fewer digits, and need no list of their places.
  let count = 0;
  for (let at = 0; at < text.length; at += 1) if (isDigit(text.charCodeAt(at))) count += 1;
  if (count < tellingEnd) return nothing;
  const places: number[] = [];
  let digits = '';
  for (let at = 0; at < text.length; at += 1) {
    if (!isDigit(text.charCodeAt(at))) continue;
    digits += text[at] ?? '';
    places.push(at);
  }
  const parts = digits.length < tellingDigits ? own.ends : [...own.ends, ...own.sevens];
  return parts.flatMap((part) => spanOf(part, digits, places));
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Where a part is among letters or digits of which the places are known. */
function spanOf(part: string, among: string, places: readonly number[], end = ''): Span[] {
  const at = among.indexOf(part);
  if (at === -1) return [];
  const last = at + part.length + (among.startsWith(end, at + part.length) ? end.length : 0) - 1;
  return [{ from: places[at] ?? 0, to: (places[last] ?? 0) + 1 }];
}

function tellingAddress(address: string): TellingAddress {
  const [local = '', domain = ''] = address.toLowerCase().split('@');
  const [host = ''] = domain.split('.');
  const name = bare(local);
  const parts: string[] = [];
  if (name.length >= shortestLocal && host !== '') {
    for (const at of ['', 'at', 'a', 'а', 'собака', 'dog']) parts.push(name + at + bare(host));
  }
  if (name.length >= shortestHandle && /[0-9]/.test(name)) parts.push(name);
  return { name, parts, end: bare(domain.slice(host.length)) };
}

function bare(part: string): string {
  return part.replace(/[^\p{L}\p{N}]/gu, '');
}

/** Local part and the domain's first label with anything between, or a local part that is a name of its own. */
function spansOfAddress(text: string, { name, parts, end }: TellingAddress): Span[] {
  if (parts.length === 0) return nothing;
  // Most texts lack one of the letters.
  for (const letter of name) if (!text.includes(letter)) return nothing;
  const places: number[] = [];
  let letters = '';
  for (const { 0: letter, index } of text.matchAll(/[\p{L}\p{N}]/gu)) {
    letters += letter;
    places.push(index);
  }
  return parts.flatMap((part) => spanOf(part, letters, places, end));
}

export function joinedContacts(one: PlainContacts, other: PlainContacts): PlainContacts {
  return {
    numbers: [...new Set([...one.numbers, ...other.numbers])],
    addresses: [...new Set([...one.addresses, ...other.addresses])],
  };
}

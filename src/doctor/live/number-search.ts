/** The form in which a number was found. */
export const numberForms = [
  /** With plus or without: +79161234567, 79161234567. */
  'e164',
  /** With the trunk prefix, 89161234567, or bare, 9161234567. */
  'national',
  'last-seven',
  /** %37%39…; an escaped plus alone does not hide the digits. */
  'url-escaped',
  /** Of any of the above, at any of the three alignments. */
  'base64',
  /** 3739…, as a database prints bytes. */
  'hex',
  'utf-16',
] as const;
export type NumberForm = (typeof numberForms)[number];

export interface NumberFinding {
  /** E.164 with the plus. */
  number: string;
  form: NumberForm;
  /** Byte offset. */
  offset: number;
}

/** Digits without or with the separators that people write: 8 (916) 123-45-67. */
const digitRuns = [/\d{7,}/g, /\d(?:[ ().-]{0,3}\d){6,}/g] as const;

/** Encodings of a single digit, and how to decode them. */
const encodedDigits: readonly { form: NumberForm; pattern: RegExp; digit: RegExp }[] = [
  { form: 'url-escaped', pattern: /(?:%3\d){7,}/g, digit: /%3(\d)/g },
  { form: 'hex', pattern: /(?:3\d){7,}/g, digit: /3(\d)/g },
  // Covers both byte orders: in one of them the zero byte comes before the digit.
  { form: 'utf-16', pattern: /(?:\d\0){6,}\d/g, digit: /(\d)/g },
];

const nationalLength = 10;
const tailLength = 7;

/** Base64 characters that seven digits determine, whatever precedes and follows them. */
const base64Key = 8;
const base64Runs = /[A-Za-z0-9+/_-]{8,}/g;

/**
 * Searches any bytes for many numbers at once: whole packets, logs, API answers.
 *
 * Coincidences must not look like leaks. Ten matching digits in a row are no coincidence. Seven may be,
 * inside the random hex of tags and nonces or the random decimals of SDP; so the last seven digits count only
 * where they stand apart.
 */
export class NumberSearch {
  /** By the last ten digits and by the last seven. */
  readonly #byNational = new Map<string, string>();
  readonly #byTail = new Map<string, string>();
  readonly #byBase64 = new Map<string, string>();

  /** @param numbers E.164 with the plus; each with different last seven digits */
  constructor(numbers: Iterable<string>) {
    for (const number of numbers) {
      const digits = number.replace(/^\+/, '');
      if (!/^\d{10,15}$/.test(digits)) throw new Error('Search is for numbers in E.164 form');
      const tail = digits.slice(-tailLength);
      const other = this.#byTail.get(tail);
      if (other !== undefined && other !== number) throw new Error(`Two numbers end in ${tail}`);
      this.#byTail.set(tail, number);
      this.#byNational.set(digits.slice(-nationalLength), number);
      for (const key of base64Keys(tail)) this.#byBase64.set(key, number);
    }
  }

  in(bytes: Uint8Array): NumberFinding[] {
    // latin1 gives one character per byte, so that offsets are byte offsets.
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const findings = [...this.#plain(text), ...this.#encoded(text), ...this.#base64(text)];
    return unique(findings);
  }

  *#plain(text: string): Generator<NumberFinding> {
    for (const pattern of digitRuns) {
      for (const { 0: written, index } of text.matchAll(pattern)) {
        const digits = written.replaceAll(/\D/g, '');
        for (const found of this.#national(digits)) {
          yield { ...found, offset: index };
        }
        const number = this.#byTail.get(digits);
        if (number !== undefined && standsApart(text, index, index + written.length)) {
          yield { number, form: 'last-seven', offset: index };
        }
      }
    }
  }

  *#national(digits: string): Generator<{ number: string; form: NumberForm }> {
    for (let at = 0; at + nationalLength <= digits.length; at += 1) {
      const number = this.#byNational.get(digits.slice(at, at + nationalLength));
      if (number === undefined) continue;
      const countryCode = number.slice(1, -nationalLength);
      const international = countryCode !== '' && digits.slice(0, at).endsWith(countryCode);
      yield { number, form: international ? 'e164' : 'national' };
    }
  }

  *#encoded(text: string): Generator<NumberFinding> {
    for (const { form, pattern, digit } of encodedDigits) {
      for (const { 0: written, index } of text.matchAll(pattern)) {
        const digits = [...written.matchAll(digit)].map(([, value]) => value).join('');
        for (const number of this.#writtenAs(digits)) yield { number, form, offset: index };
      }
    }
  }

  *#base64(text: string): Generator<NumberFinding> {
    for (const { 0: run, index } of text.matchAll(base64Runs)) {
      for (let at = 0; at + base64Key <= run.length; at += 1) {
        const number = this.#byBase64.get(run.slice(at, at + base64Key));
        if (number !== undefined && this.#isIn(run, number))
          yield { number, form: 'base64', offset: index + at };
      }
    }
  }

  /**
   * Whether the decoded text contains the number itself, and not seven matching digits inside a longer run: a
   * time in microseconds has sixteen.
   */
  #isIn(base64: string, number: string): boolean {
    for (const text of base64Decodings(base64)) {
      for (const [digits] of text.matchAll(/\d{7,}/g)) {
        if ([...this.#writtenAs(digits)].includes(number)) return true;
      }
    }
    return false;
  }

  /**
   * Numbers whose last ten digits occur in these digits, and the number whose last seven digits these are.
   */
  *#writtenAs(digits: string): Generator<string> {
    for (const { number } of this.#national(digits)) yield number;
    const number = this.#byTail.get(digits);
    if (number !== undefined) yield number;
  }
}

/**
 * Decodes base64 at each alignment, since preceding text may share a group of four with it. One character per
 * byte.
 */
export function* base64Decodings(base64: string): Generator<string> {
  for (let skip = 0; skip < 4; skip += 1) yield Buffer.from(base64.slice(skip), 'base64').toString('latin1');
}

/** Searches for one number, in every form. */
export function searchForNumber(bytes: Uint8Array, e164: string): NumberFinding[] {
  return new NumberSearch([e164]).in(bytes);
}

/** For each alignment, the base64 characters that depend on these digits only. */
function base64Keys(digits: string): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from('\0'.repeat(before) + digits).toString('base64');
    const firstWhole = Math.ceil((8 * before) / 6);
    return encoded.slice(firstWhole, firstWhole + base64Key);
  });
}

/** Whether it is outside any longer run of hexadecimal digits: such runs are tags, nonces and identifiers. */
function standsApart(text: string, from: number, to: number): boolean {
  return !/[0-9a-f]/i.test(text.charAt(from - 1)) && !/[0-9a-f]/i.test(text.charAt(to));
}

function unique(findings: readonly NumberFinding[]): NumberFinding[] {
  const seen = new Map(
    findings.map((finding) => [`${finding.number} ${finding.form} ${finding.offset}`, finding]),
  );
  return [...seen.values()].sort((one, other) => one.offset - other.offset);
}

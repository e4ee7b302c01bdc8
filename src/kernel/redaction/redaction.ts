import { Remembered } from '#kernel/remembered';
import { findAddresses } from './addresses';
import { findNumbers } from './numbers';
import { hasEncoded, originalOf, readingOf } from './reading';
import type { Reading, Span } from './reading';

/** A text in which numbers and addresses were replaced. */
export interface Redacted {
  text: string;
  /** How many were found. */
  hidden: number;
}

/** Finds what is somebody's own and is to be hidden besides, as parts of the reading, in any order. */
export type Finder = (reading: Reading) => Span[];

/**
 * Where a text has telephone numbers, e-mail addresses, and names and links of messengers: as parts of the text, in
 * order, none touching another.
 *
 * A number is seven digits or more, in whichever script, however they are separated, in letters that look like digits
 * or in words (Russian, English). Days, times, sums, sizes, and codes that a word announces are none. An address is
 * text at text, with the sign, encoded, or said (`собака`, `[at]`). Time is in proportion to the length of the text.
 * docs/redaction.md has what is found and what is not, with figures.
 * @param also what else is to be found
 */
export function findContacts(text: string, also?: Finder, look: Look = lookAt): Span[] {
  const looked = look(text);
  if (looked.isHarmless) return nothing;
  const { contacts } = looked;
  let own = nothing;
  if (also !== undefined) {
    for (const reading of looked.readings) {
      const found = ownIn(reading, text, also);
      if (found.length > 0) own = [...own, ...found];
    }
  }
  return contacts.length + own.length === 0 ? nothing : merged([...contacts, ...own]);
}

/** What most texts have. */
const nothing: Span[] = [];

/** A text with what it has of anybody. */
interface Looked {
  /** Passes the first look, so that nothing else is done with it. */
  readonly isHarmless: boolean;
  /** As it stands, and, where something may be encoded, as if nothing were. */
  readonly readings: readonly [Reading, ...Reading[]];
  /** Addresses and numbers, as parts of the text. */
  readonly contacts: readonly Span[];
}

/** How a text is looked at: each time anew ({@link lookAt}), or once for all times that it comes again. */
export type Look = (text: string) => Looked;

class LookedText implements Looked {
  readonly isHarmless: boolean;
  #readings: Looked['readings'] | null = null;
  #contacts: Looked['contacts'] | null = null;

  constructor(
    private readonly text: string,
    isThorough = false,
  ) {
    this.isHarmless = !isThorough && isHarmless(text);
  }

  get readings(): Looked['readings'] {
    const { text } = this;
    this.#readings ??= hasEncoded(text) ? [readingOf(text), readingOf(text, false)] : [readingOf(text)];
    return this.#readings;
  }

  get contacts(): Looked['contacts'] {
    this.#contacts ??= this.isHarmless
      ? []
      : this.readings.flatMap((reading) => contactsIn(reading, this.text));
    return this.#contacts;
  }
}

function lookAt(text: string): Looked {
  return new LookedText(text);
}

/** For a {@link Finder} of what has no digits and no `@`, such as names of hosts: no text is left out. */
export function lookThoroughly(text: string): Looked {
  return new LookedText(text, true);
}

/** Longer texts seldom come twice. */
const longestRemembered = 120;
const mostRemembered = 8192;

/**
 * Looks once at each of the short texts that many orders of a file have: titles, towns, ways of delivery. Remembers none in
 * which a contact was found. It is to be kept no longer than the file is read.
 */
export function rememberingLook(): Look {
  const known = new Remembered<Looked>(mostRemembered);
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const looked = lookAt(text);
    if (text.length > longestRemembered || looked.contacts.length > 0) return looked;
    known.set(text, looked);
    return looked;
  };
}

function contactsIn(reading: Reading, text: string): Span[] {
  return [...findAddresses(reading.text), ...findNumbers(reading.text)].map((span) =>
    originalOf(reading, span, text),
  );
}

function ownIn(reading: Reading, text: string, own: Finder): Span[] {
  const spans = own(reading);
  return spans.length === 0 ? nothing : spans.map((span) => originalOf(reading, span, text));
}

/** One script, plain signs, and in Russian a flat's or a child's number. No case and no Unicode classes: they are slow. */
const plainName = /^(?:[А-Яа-яЁё0-9№ .,«»"()-]*|[A-Za-z .,'’"()-]*)$/;
/** Signs of an address or a messenger, parts of number words, four words or more, words run together. */
const suspicious =
  /собач|собак|сабак|точк|тчк|dot|\bat\b|\.[a-zа-я]|[( ][aа][) ]|mail|mai|меил|мейл|мэил|маил|tg|тг|tele|теле|sky|скай|inst|инст|девят|восем|шест|семь|семн|пять|пятн|сот|сто|ноль|нуль|zero|nine|eight|seven|hundred|[a-zа-яё]{13}|(?:[^ ]+ +){3}[^ ]/;

const fiveDigits = /(?:[0-9][^0-9]*){5}/;

/** A first look, which most names of customers pass. */
function isHarmless(text: string): boolean {
  if (text.length > 60 || !plainName.test(text)) return false;
  return !fiveDigits.test(text) && !suspicious.test(text.toLowerCase());
}

/**
 * What is left around a number may be one in its turn, "916 12" and "34567" where an address was between. More often
 * than this only texts made for it have to be read.
 */
const mostPasses = 8;

/**
 * A text without numbers and addresses (see {@link findContacts}). Redacting the result again changes nothing.
 * @param replacement stands for each of them
 * @param kept what is known to be nobody's number, such as that of a parcel: as a whole, standing by itself
 */
export function redact(
  text: string,
  replacement: string,
  also?: Finder,
  look?: Look,
  kept: readonly string[] = [],
): Redacted {
  let redacted: Redacted = { text, hidden: 0 };
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const { text: before } = redacted;
    const found = findContacts(before, also, look);
    if (found.length === 0) break;
    const harmless = kept.flatMap((each) => wholesOf(each, before));
    const spans = found.filter(
      ({ from, to }) => !harmless.some((whole) => whole.from <= from && to <= whole.to),
    );
    if (spans.length === 0) break;
    redacted = {
      text: replaced(redacted.text, spans, replacement),
      hidden: redacted.hidden + spans.length,
    };
  }
  return redacted;
}

/** Where a text has another one that no letter and no digit touches. */
function wholesOf(part: string, text: string): Span[] {
  const wholes: Span[] = [];
  if (part === '') return wholes;
  for (let from = text.indexOf(part); from !== -1; from = text.indexOf(part, from + 1)) {
    const to = from + part.length;
    const isTouched = /[\p{L}\p{N}]$/u.test(text.slice(0, from)) || /^[\p{L}\p{N}]/u.test(text.slice(to));
    if (!isTouched) wholes.push({ from, to });
  }
  return wholes;
}

function replaced(text: string, spans: readonly Span[], replacement: string): string {
  let result = '';
  let done = 0;
  for (const { from, to } of spans) {
    result += text.slice(done, from) + replacement;
    done = to;
  }
  return result + text.slice(done);
}

/** As many digits side by side, or nearly, are a number in a catalogue too. */
const fewestInCatalogue = 10;

/**
 * A text of a shop's catalogue. It has sizes, articles and models of seven digits, and letters among them, which are no
 * numbers of anybody: only what has as many digits as a whole number, an address, and what is somebody's own is replaced.
 * Ten digits right behind a capital letter are an article.
 */
export function redactCatalogue(text: string, replacement: string, own: Finder, look?: Look): Redacted {
  return redactBut({ text, replacement, own, look }, (found, before) => {
    const digits = found.replace(/[^0-9]/g, '').length;
    if (digits === 0 || found.includes('@')) return false;
    // Capitals that look like digits are found with those behind them: `OO7120 712010`.
    const isBehindCapital = /\p{Lu}$/u.test(before) || /^\p{Lu}/u.test(found);
    return digits < fewestInCatalogue || (digits === fewestInCatalogue && isBehindCapital);
  });
}

/** Where a parcel goes: house and flat may be written as `1206/370`. */
export function redactPlace(text: string, replacement: string, own: Finder, look?: Look): Redacted {
  return redactBut({ text, replacement, own, look }, (found) => /^\d{1,4}\/\d{1,4}$/.test(found));
}

/** @param keeps whether what was found is harmless in such a text; somebody's own contact is replaced all the same */
function redactBut(
  {
    text,
    replacement,
    own,
    look = lookAt,
  }: { text: string; replacement: string; own: Finder; look?: Look | undefined },
  keeps: (found: string, before: string) => boolean,
): Redacted {
  const {
    readings: [reading],
    contacts,
  } = look(text);
  const ofOwn = ownIn(reading, text, own);
  if (contacts.length + ofOwn.length === 0) return { text, hidden: 0 };
  const hidden = merged(contacts).filter(({ from, to }) => !keeps(text.slice(from, to), text.slice(0, from)));
  const all = merged([...hidden, ...ofOwn]);
  if (all.length === 0) return { text, hidden: 0 };
  return { text: replaced(text, all, replacement), hidden: all.length };
}

/** What introduces a number in a name. */
const label =
  '(?:тел|телефон|моб|сот|tel|phone|mob|cell|e-?mail|mail|почта|whats ?app|viber|tg|тг)\\s{0,4}[.:]{0,2}';
/** What is left around a number that was taken out: `тел.`, `<>`, a comma at the end. */
const scraps: readonly RegExp[] = [
  new RegExp(String.raw`[<([{«"']\s*(?:${label})?\s*[>)\]}»"']`, 'giu'),
  new RegExp(String.raw`(?<![\p{L}\p{N}])${label}\s*$`, 'giu'),
  /^[\s,;:.|/+=*→●•_–—-]+|[\s,;:|/+=*→●•_–—-]+$/gu,
];

/** Seven digits, whatever they mean. */
const sevenDigits = /[0-9](?:[^\p{L}0-9]{0,8}[0-9]){6,}/gu;

function anySevenDigits({ text }: Reading): Span[] {
  return Array.from(text.matchAll(sevenDigits), ({ 0: found, index }) => ({
    from: index,
    to: index + found.length,
  }));
}

/**
 * A name without numbers and addresses, in one line. In shops without customer accounts some orders have a number as
 * the customer's name, or beside it. A name has no sums and no days: seven digits are a number in it.
 * @returns the same text where there was none; maybe an empty one
 */
export function withoutContacts(name: string, also?: Finder, look?: Look): string {
  const inName = (reading: Reading): Span[] => [...anySevenDigits(reading), ...(also?.(reading) ?? [])];
  const { text, hidden } = redact(name, ' ', inName, look);
  if (hidden === 0) return name;
  return scraps
    .reduce((rest, scrap) => rest.replace(scrap, ' '), text)
    .replace(/\s+/g, ' ')
    .trim();
}

/** Spans in order; those that overlap or touch are one. */
function merged(spans: readonly Span[]): Span[] {
  if (spans.length === 0) return [];
  const result: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.from - other.from)) {
    if (span.to <= span.from) continue;
    const last = result.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else result.push({ ...span });
  }
  return result;
}

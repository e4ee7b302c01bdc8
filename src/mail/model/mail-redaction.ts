import { anyPieces } from '#kernel/redaction/any-pieces';
import { OwnContacts, ownFinder } from '#kernel/redaction/own-contacts';
import type { PlainContacts } from '#kernel/redaction/own-contacts';
import { readingOf } from '#kernel/redaction/reading';
import { lookThoroughly, redact } from '#kernel/redaction/redaction';
import type { Finder, Redacted } from '#kernel/redaction/redaction';
import { hostFinder } from './host-names';
import { longestSubject, longestText } from './mail';
import { quoteMark, withoutQuotedHeaders } from './quoted-headers';

/** What is hidden in a mail besides anybody's numbers and addresses. */
export interface MailRules {
  /**
   * Of the order: shorter pieces of them give the customer away, too. {@link noContacts} in what a manager writes. `any-piece`, where
   * somebody else than the customer may have written: nothing is compared, and whatever might be a piece is hidden.
   */
  own: PlainContacts | 'any-piece';
  /** Hosts of the shop, which may be named. */
  keptHosts: readonly string[];
  /** Where customers confirm their addresses: a link to it is theirs alone, whatever host it names. Absent or null: no such page. */
  confirmUrl?: string | null;
  /** Numbers of the order's own that are nobody's contact: that of its parcel. Absent: none. */
  keptNumbers?: readonly string[];
}

/** Nobody's. */
export const noContacts: PlainContacts = { numbers: [], addresses: [] };

/** Stands for each thing that was hidden. */
const mark = '[…]';

/**
 * Digits and Latin letters of a text that are compared with the customer's contacts: more than people write. In an answer that quotes a list
 * of guesses, what is hidden would tell which of them was right.
 */
const mostComparedDigits = 200;
const mostComparedLetters = 1500;

/** The text of a mail for the other side. */
export function redactText(text: string, rules: MailRules): Redacted {
  const whole = withoutQuotedHeaders(plain(text));
  const cut = whole.length > longestText ? `${whole.slice(0, longestText)}\n${quoteMark}` : whole;
  const { text: redacted, hidden } = redact(
    cut,
    mark,
    finderOf(rules, cut),
    lookThoroughly,
    rules.keptNumbers,
  );
  return { text: redacted.replace(/\n{4,}/g, '\n\n\n').trim(), hidden };
}

/** A subject in one line, without the `Re:` and `Fwd:` of any language, which a new mail gets by itself. */
export function redactSubject(subject: string, rules: MailRules): Redacted {
  const line = plain(subject).replace(/\s+/g, ' ').trim();
  const { text, hidden } = redact(
    withoutPrefixes(line),
    mark,
    finderOf(rules, line),
    lookThoroughly,
    rules.keptNumbers,
  );
  return { text: text.slice(0, longestSubject).trim(), hidden };
}

/** @param text before anything of it is hidden: what is left of it later decides nothing */
function finderOf({ own, keptHosts, confirmUrl = null }: MailRules, text: string): Finder {
  const isCompared = own !== 'any-piece' && (isNobody(own) || isComparable(text));
  const pieces = isCompared ? ownFinder(new OwnContacts(own.numbers, own.addresses)) : anyPieces;
  const finders = [pieces, hostFinder(keptHosts, confirmUrl)];
  return (reading) => finders.flatMap((find) => find(reading));
}

function isNobody({ numbers, addresses }: PlainContacts): boolean {
  return numbers.length + addresses.length === 0;
}

function isComparable(text: string): boolean {
  return [true, false].every((decode) => {
    const { text: read } = readingOf(text, decode);
    const digits = read.replace(/[^0-9]+/g, '').length;
    return digits <= mostComparedDigits && read.replace(/[^a-z]+/g, '').length <= mostComparedLetters;
  });
}

const prefixes = /^(?:\s*(?:(?:re|fwd?|aw|wg|sv|ha|на|отв|пер|пересл|ответ)(?:\[\d{1,3}\])?\s*:\s*))+/iu;

function withoutPrefixes(subject: string): string {
  return subject.replace(prefixes, '');
}

/** Control characters and marks of writing direction have no meaning in a text, and hide some. */
function plain(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}

import { OwnContacts, ownFinder } from '#kernel/redaction/own-contacts';
import type { PlainContacts } from '#kernel/redaction/own-contacts';
import { lookThoroughly, redact } from '#kernel/redaction/redaction';
import type { Finder, Redacted } from '#kernel/redaction/redaction';
import { hostFinder } from './host-names';
import { longestSubject, longestText } from './mail';
import { quoteMark, withoutQuotedHeaders } from './quoted-headers';

/** What is hidden in a mail besides anybody's numbers and addresses. */
export interface MailRules {
  /** Of the order: shorter pieces of them give the customer away, too. {@link noContacts} in what a manager writes. */
  own: PlainContacts;
  /** Hosts of the shop, which may be named. */
  keptHosts: readonly string[];
  /** Numbers of the order's own that are nobody's contact: that of its parcel. Absent: none. */
  keptNumbers?: readonly string[];
}

/** Nobody's. */
export const noContacts: PlainContacts = { numbers: [], addresses: [] };

/** Stands for each thing that was hidden. */
const mark = '[…]';

/** The text of a mail for the other side. */
export function redactText(text: string, rules: MailRules): Redacted {
  const whole = withoutQuotedHeaders(plain(text));
  const cut = whole.length > longestText ? `${whole.slice(0, longestText)}\n${quoteMark}` : whole;
  const { text: redacted, hidden } = redact(cut, mark, finderOf(rules), lookThoroughly, rules.keptNumbers);
  return { text: redacted.replace(/\n{4,}/g, '\n\n\n').trim(), hidden };
}

/** A subject in one line, without the `Re:` and `Fwd:` of any language, which a new mail gets by itself. */
export function redactSubject(subject: string, rules: MailRules): Redacted {
  const line = plain(subject).replace(/\s+/g, ' ').trim();
  const { text, hidden } = redact(
    withoutPrefixes(line),
    mark,
    finderOf(rules),
    lookThoroughly,
    rules.keptNumbers,
  );
  return { text: text.slice(0, longestSubject).trim(), hidden };
}

function finderOf({ own, keptHosts }: MailRules): Finder {
  const finders = [ownFinder(new OwnContacts(own.numbers, own.addresses)), hostFinder(keptHosts)];
  return (reading) => finders.flatMap((find) => find(reading));
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

import type { HitClass } from './evidence';
import type { MailKind } from '#mail/model/mail';

/** What came to a mailbox of a decoy, as far as its class goes. */
export interface ArrivedText {
  kind: MailKind;
  isSpam: boolean;
  subject: string;
  text: string;
}

/** What came to the number of a decoy, as far as its class goes. */
export interface ArrivedSms {
  text: string;
  isNumber: boolean;
}

/** Letters of a word that stay when a Russian case changes its end. */
const stemLength = 4;

/**
 * What a mail is worth by itself, until a person has read it: what a program sent, or a filter takes for spam, counts as a call in which
 * nobody spoke; who uses first and last name of the person that was invented has the list.
 * @param name of the decoy; null for a control mailbox
 */
export function classOfMail({ kind, isSpam, subject, text }: ArrivedText, name: string | null): HitClass {
  if (kind !== 'person' || isSpam) return 'silent';
  return namesIn(`${subject}\n${text}`, name).all ? 'named' : 'answered';
}

/**
 * What an SMS is worth by itself. Advertising and codes come from senders that are no telephone numbers, to whoever has a number before
 * and now: by itself such a message counts as a call in which nobody spoke, unless it uses one of the decoy's names.
 * @param isNumber whether its sender is a telephone number
 */
export function classOfSms({ text, isNumber }: ArrivedSms, name: string | null): HitClass {
  const found = namesIn(text, name);
  if (found.all) return 'named';
  return isNumber || found.any ? 'answered' : 'silent';
}

function namesIn(text: string, name: string | null): { all: boolean; any: boolean } {
  const words = wordsOf(text);
  const names = name === null ? [] : wordsOf(name).filter((word) => word.length > 1);
  const isThere = (one: string): boolean => words.some((word) => isSameWord(word, one));
  return { all: names.length >= 2 && names.every(isThere), any: names.some(isThere) };
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}'’]+/gu) ?? []
  );
}

/** Ends that a short Russian name has in other cases: Анна, Анны, Анне, Анной. */
const shortEnds = /^(?:а|ы|у|е|и|ой|ою|я|ю|ей|ею)$/;

/** Equal but for an end of up to three letters. */
function isSameWord(word: string, name: string): boolean {
  const short = name.slice(0, -1);
  if (name.length === stemLength && /[ая]$/.test(name) && word.startsWith(short))
    return shortEnds.test(word.slice(short.length));
  const stem = name.slice(0, Math.max(stemLength, name.length - 2));
  return (
    word === name || (name.length > stemLength && word.startsWith(stem) && word.length <= name.length + 2)
  );
}

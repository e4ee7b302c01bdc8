import type { HitClass } from './evidence';
import type { MailKind } from '#mail/model/mail';

/** What came to a mailbox of a decoy, as far as its class goes. */
export interface ArrivedText {
  kind: MailKind;
  isSpam: boolean;
  subject: string;
  text: string;
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
  const words = wordsOf(`${subject}\n${text}`);
  const names = name === null ? [] : wordsOf(name).filter((word) => word.length > 1);
  const isNamed = names.length >= 2 && names.every((one) => words.some((word) => isSameWord(word, one)));
  return isNamed ? 'named' : 'answered';
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}'’]+/gu) ?? []
  );
}

/** Equal but for an end of up to three letters. */
function isSameWord(word: string, name: string): boolean {
  const stem = name.slice(0, Math.max(stemLength, name.length - 2));
  return (
    word === name || (name.length > stemLength && word.startsWith(stem) && word.length <= name.length + 2)
  );
}

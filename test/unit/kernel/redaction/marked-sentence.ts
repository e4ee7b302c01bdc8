import { findContacts } from '#kernel/redaction/redaction';

/** What is measured apart: numbers in digits, numbers in words, addresses, and harmless numbers. */
export type Subject = 'digits' | 'words' | 'addresses' | 'harmless';

export interface MarkedSentence {
  subject: Subject;
  /** Of a list of sentences, counted from 1. */
  line: number;
  text: string;
  /** Parts that must be hidden, to the last letter and digit. */
  contacts: Part[];
  /** Numbers that must stay. */
  harmless: Part[];
}

export interface Part {
  from: number;
  to: number;
}

/** Reads a list of sentences: its first lines say how they are written. */
export function readSentences(list: string): MarkedSentence[] {
  let subject: Subject = 'digits';
  return list.split('\n').flatMap((line, index) => {
    const heading = /^## (\w+)$/.exec(line)?.[1];
    if (heading !== undefined) subject = heading as Subject;
    if (line.trim() === '' || line.startsWith('#')) return [];
    return [readSentence(line, subject, index + 1)];
  });
}

/** Reads `[[…]]` and `{{…}}`. */
export function readSentence(marked: string, subject: Subject, line: number): MarkedSentence {
  const plain = marked
    .replace(/\\n/g, '\n')
    .replace(/\\t/g, '\t')
    .replace(/\\u([0-9a-f]{4})/g, (_found, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  const sentence: MarkedSentence = { subject, line, text: '', contacts: [], harmless: [] };
  for (const [, contact, harmless, rest] of plain.matchAll(
    /\[\[(.+?)\]\](?!\])|\{\{(.+?)\}\}(?!\})|([[{]|[^[{]+)/gsu,
  )) {
    const piece = contact ?? harmless ?? rest ?? '';
    const part = { from: sentence.text.length, to: sentence.text.length + piece.length };
    if (contact !== undefined) sentence.contacts.push(part);
    if (harmless !== undefined) sentence.harmless.push(part);
    sentence.text += piece;
  }
  return sentence;
}

/** How much was found. */
export interface Figures {
  contacts: number;
  hiddenContacts: number;
  harmless: number;
  hiddenHarmless: number;
  /** Lines of sentences in which something was wrong. No text: a failing test prints them. */
  missed: number[];
  wrong: number[];
}

/**
 * Counts what is hidden in sentences. A contact counts only if none of its letters and digits is left.
 * @param find the redactor to be measured
 */
export function measure(
  sentences: readonly MarkedSentence[],
  find: (text: string) => Part[] = findContacts,
): Figures {
  const figures: Figures = {
    ...{ contacts: 0, hiddenContacts: 0, harmless: 0, hiddenHarmless: 0 },
    ...{ missed: [], wrong: [] },
  };
  for (const { text, contacts, harmless, line } of sentences) {
    const spans = find(text);
    const isHidden = (place: number): boolean => spans.some(({ from, to }) => place >= from && place < to);
    for (const { from, to } of contacts) {
      figures.contacts += 1;
      const isLeft = [...text.slice(from, to).matchAll(/[\p{L}\p{N}]/gu)].some(
        ({ index }) => !isHidden(from + index),
      );
      if (isLeft) figures.missed.push(line);
      else figures.hiddenContacts += 1;
    }
    for (const { from, to } of harmless) {
      figures.harmless += 1;
      const isTouched = spans.some((span) => span.from < to && from < span.to);
      if (isTouched) {
        figures.hiddenHarmless += 1;
        figures.wrong.push(line);
      }
    }
    // A sentence without any contact loses nothing, words neither.
    if (contacts.length === 0 && harmless.length === 0) {
      figures.harmless += 1;
      if (spans.length > 0) {
        figures.hiddenHarmless += 1;
        figures.wrong.push(line);
      }
    }
  }
  return figures;
}

/** Figures as text, without any word of the sentences. */
export function describeFigures(subject: string, figures: Figures): string {
  const percent = (part: number, whole: number): string =>
    `${((part / Math.max(whole, 1)) * 100).toFixed(2)} %`;
  return [
    `${subject}: ${percent(figures.hiddenContacts, figures.contacts)} of ${figures.contacts} contacts hidden`,
    `${percent(figures.hiddenHarmless, figures.harmless)} of ${figures.harmless} harmless numbers hidden`,
    `missed in ${figures.missed.join(', ') || 'none'}`,
    `wrong in ${figures.wrong.join(', ') || 'none'}`,
  ].join('; ');
}

import type { ReadMail, RefusedPart } from './mail';

/** Why a mail from a manager's own mail program is not sent. Stable: a label of a metric, and in docs/mail.md. */
export const submissionFaults = [
  /** To, Cc or Bcc has something else than the one address of the order. */
  'other-recipients',
  /** Pictures and files. */
  'attachments',
  /** A program wrote it: an absence note, a receipt. */
  'automatic',
  'too-long',
  'empty',
] as const;
export type SubmissionFault = (typeof submissionFaults)[number];

/** Come with every mail of some people, and are left out without a word. */
const leftOut: ReadonlySet<RefusedPart> = new Set(['signature', 'contact-card', 'calendar', 'winmail']);

/**
 * What speaks against sending a mail on.
 * @param alias the one recipient of its envelope, in small letters
 * @param text without its signature
 * @param longest characters
 */
export function faultOfSubmission(
  { recipients, kind, refused, pictures }: Pick<ReadMail, 'recipients' | 'kind' | 'refused' | 'pictures'>,
  { alias, text, longest }: { alias: string; text: string; longest: number },
): SubmissionFault | null {
  if (recipients.some((each) => each !== alias)) return 'other-recipients';
  if (kind !== 'person') return 'automatic';
  if (pictures.length > 0 || refused.some((reason) => !leftOut.has(reason))) return 'attachments';
  if (text.trim() === '') return 'empty';
  return text.length > longest ? 'too-long' : null;
}

/** A line of two dashes and a space; some programs lose the space (RFC 3676, section 4.3). */
const delimiter = /^-- ?$/;
const quotation = /^\s*>/;
/** Says whose the quotation below is. */
const introduction = /\S\s*:\s*$/;
/** Star7's own words in the copy that is answered. */
const notes = /^[> ]*\[Star7: [^\]]{1,200}\]\n?/gm;

/**
 * A text without the signature that a mail program adds, and without what Star7 has said to the manager alone. What is quoted below a
 * signature stays.
 */
export function writtenText(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').replace(notes, '').split('\n');
  const from = lines.findIndex((line) => delimiter.test(line));
  if (from === -1) return lines.join('\n');
  const below = lines.slice(from + 1);
  const quoted = below.findIndex((line) => quotation.test(line));
  const rest = quoted === -1 ? below.length : quoted;
  const isIntroduced = quoted > 0 && introduction.test(below[quoted - 1] ?? '');
  return [...lines.slice(0, from), ...below.slice(isIntroduced ? rest - 1 : rest)].join('\n').trimEnd();
}

import { redact } from '#kernel/redaction/redaction';
import { hiddenMark } from './note-rules';

/** A note as it may be kept and shown. */
export interface CleanNote {
  /** Empty where nothing was written. */
  text: string;
  /** How many numbers and addresses were taken out. */
  hidden: number;
}

/**
 * A note without telephone numbers and e-mail addresses, which a customer may have dictated: {@link hiddenMark} stands
 * for each (src/kernel/redaction says what is found). Line breaks stay; other control characters and marks of writing
 * direction go.
 */
export function cleanNote(raw: string): CleanNote {
  const { text, hidden } = redact(printable(raw).trim(), hiddenMark);
  return { text: text.trim(), hidden };
}

function printable(raw: string): string {
  return (
    raw
      .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
      .replace(/\t/g, ' ')
      // U+200D joins emoji.
      .replace(/(?!\n)\p{Cc}|(?!\u200d)\p{Cf}|\p{Cs}/gu, '')
  );
}

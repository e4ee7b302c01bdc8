import type { Micros } from '#kernel/micros';
import type { CleanNote } from './note-text';

/** What people write on an order. */
export interface EntryWords {
  kind: 'note' | 'outcome' | 'outcome-undone';
  /** Null where nothing was written. Numbers and addresses are hidden in it already. */
  text: string | null;
  /** How many were hidden. */
  hidden: number;
  /** An outcome's slug. */
  outcome: string | null;
  callLaterAt: Micros | null;
  callId: string | null;
  /** Id of the outcome that is taken back: digits. */
  undoes: string | null;
}

/** What a request wants to write. */
export interface EntryRequest {
  kind: EntryWords['kind'];
  note: CleanNote;
  callId: string | null;
  /** A slug, or anything else that somebody sent; null for a note. */
  outcome: string | null;
  /** Null where it is left to the outcome. */
  callLaterAt: Micros | null;
  undoes: string | null;
}

export function wordsOf({ kind, note, callId, outcome, callLaterAt, undoes }: EntryRequest): EntryWords {
  return {
    kind,
    text: note.text === '' ? null : note.text,
    hidden: note.hidden,
    outcome,
    callLaterAt,
    callId,
    undoes,
  };
}

/**
 * Whether a request says what an earlier one of its idempotency key said. A time that it leaves to the outcome is not
 * compared, nor the outcome that it takes back, which the entry names.
 */
export function isSameRequest(earlier: EntryWords, request: EntryRequest): boolean {
  const { kind, text, callId, outcome, callLaterAt, undoes } = wordsOf(request);
  return (
    earlier.kind === kind &&
    earlier.text === text &&
    earlier.callId === callId &&
    earlier.undoes === undoes &&
    (undoes !== null || earlier.outcome === outcome) &&
    (callLaterAt === null || earlier.callLaterAt === callLaterAt)
  );
}

/** An entry's id as it is shown, from digits that somebody sent. */
export function entryIdOf(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

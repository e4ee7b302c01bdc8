import type { Micros } from '#kernel/micros';
import { doneOf } from './checklist';
import type { Check } from './checklist';
import type { CleanNote } from './note-text';

/** What people write on an order. */
export interface EntryWords {
  kind: 'note' | 'outcome' | 'outcome-undone' | 'field-changed';
  /** Null where nothing was written. Numbers and addresses are hidden in it already. */
  text: string | null;
  /** How many were hidden. */
  hidden: number;
  /** An outcome's slug. */
  outcome: string | null;
  callLaterAt: Micros | null;
  callId: string | null;
  /** The site's checklist as the call left it; null for all but outcomes, and where the site has none. */
  checklist: Check[] | null;
  /** Id of the outcome that is taken back: digits. */
  undoes: string | null;
  /** Of a field that was filled in: its id, its name as it is then, and whether managers may not see it. */
  field: FilledField | null;
}

export interface FilledField {
  id: string;
  name: string;
  overseers: boolean;
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
  /** Texts of the site's checklist that were done in the call. */
  checked: readonly string[];
  undoes: string | null;
  field?: FilledField;
}

export function wordsOf({
  kind,
  note,
  callId,
  outcome,
  callLaterAt,
  undoes,
  field,
}: EntryRequest): EntryWords {
  return {
    kind,
    text: note.text === '' ? null : note.text,
    hidden: note.hidden,
    outcome,
    callLaterAt,
    callId,
    checklist: null,
    undoes,
    field: field ?? null,
  };
}

/**
 * Whether a request says what an earlier one of its idempotency key said. A time that it leaves to the outcome is not
 * compared, nor the outcome that it takes back, which the entry names. Of a checklist, what was done is compared: the site may
 * have changed the list since.
 */
export function isSameRequest(earlier: EntryWords, request: EntryRequest): boolean {
  const { kind, text, callId, outcome, callLaterAt, undoes } = wordsOf(request);
  return (
    earlier.kind === kind &&
    earlier.text === text &&
    earlier.callId === callId &&
    earlier.undoes === undoes &&
    earlier.field?.id === request.field?.id &&
    sameTexts(doneOf(earlier.checklist), request.checked) &&
    (undoes !== null || earlier.outcome === outcome) &&
    (callLaterAt === null || earlier.callLaterAt === callLaterAt)
  );
}

function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  return one.length === new Set(other).size && one.every((text) => other.includes(text));
}

/** An entry's id as it is shown, from digits that somebody sent. */
export function entryIdOf(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

import { newIdempotencyKey } from '../../api/client';
import type { LaterChoice } from './later-times';
import { laterChoices } from './later-times';

/** A manager's unsaved input about an order. */
export interface OrderDraft {
  outcome: string | null;
  note: string;
  later: LaterChoice | null;
  /** The time, fixed when it was chosen; in the format of `<input type="datetime-local">`. */
  laterAt: string;
  /** What of the site's checklist is done. */
  checked: string[];
  /** The call that the draft is about. */
  callId: string | null;
  /** The idempotency key: repeated requests save it once. */
  key: string;
}

export function emptyDraft(): OrderDraft {
  return {
    outcome: null,
    note: '',
    later: null,
    laterAt: '',
    checked: [],
    callId: null,
    key: newIdempotencyKey(),
  };
}

/** Whether there is input that the user would miss. */
export function isTyped({ outcome, note, checked }: OrderDraft): boolean {
  return outcome !== null || note.trim() !== '' || checked.length > 0;
}

/** Reads a stored draft, as far as it has the shape of this version. */
export function draftFrom(kept: unknown): OrderDraft {
  const draft = emptyDraft();
  if (typeof kept !== 'object' || kept === null) return draft;
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const { outcome, note, later, laterAt, checked, callId, key } = kept as Record<string, unknown>;
  return {
    outcome: text(outcome),
    note: text(note) ?? '',
    later: laterChoices.find((choice) => choice === later) ?? null,
    laterAt: text(laterAt) ?? '',
    checked: Array.isArray(checked) ? checked.filter((each) => typeof each === 'string') : [],
    callId: text(callId),
    key: text(key) ?? draft.key,
  };
}

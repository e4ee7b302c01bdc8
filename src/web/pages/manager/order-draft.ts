import { newIdempotencyKey } from '../../api/client';
import type { LaterChoice } from './later-times';
import { laterChoices } from './later-times';

/** What a manager has chosen and typed about an order, and not saved yet. */
export interface OrderDraft {
  outcome: string | null;
  note: string;
  later: LaterChoice | null;
  /** When that is, fixed when it was chosen; as an `<input type="datetime-local">` has it. */
  laterAt: string;
  /** The call that it is about. */
  callId: string | null;
  /** However often it is sent, it is saved once. */
  key: string;
}

export function emptyDraft(): OrderDraft {
  return { outcome: null, note: '', later: null, laterAt: '', callId: null, key: newIdempotencyKey() };
}

/** Whether there is anything that somebody would miss. */
export function isTyped({ outcome, note }: OrderDraft): boolean {
  return outcome !== null || note.trim() !== '';
}

/** What was kept in the tab, as far as it is a draft of this version of the pages. */
export function draftFrom(kept: unknown): OrderDraft {
  const draft = emptyDraft();
  if (typeof kept !== 'object' || kept === null) return draft;
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const { outcome, note, later, laterAt, callId, key } = kept as Record<string, unknown>;
  return {
    outcome: text(outcome),
    note: text(note) ?? '',
    later: laterChoices.find((choice) => choice === later) ?? null,
    laterAt: text(laterAt) ?? '',
    callId: text(callId),
    key: text(key) ?? draft.key,
  };
}

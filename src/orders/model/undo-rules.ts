import type { Micros } from '#kernel/micros';
import { entryIdOf } from './entry-rules';
import type { QueuePlace } from './outcome';

/** For how long an outcome can be taken back. */
export const undoSeconds = 120;

/** What an outcome found: where the order stood before. */
export interface Found {
  open: boolean;
  place: QueuePlace;
  lastOutcome: string | null;
  lastOutcomeAt: Micros | null;
}

/** The newest entry of an order. */
export interface NewestEntry {
  id: number;
  at: Micros;
  kind: string;
  /** As the audit log has it: `manager:101`. */
  actor: string;
  /** An outcome's slug. */
  outcome: string | null;
  /** When an outcome said to call again; null where it said none. */
  callLaterAt: Micros | null;
  /** Null for anything but an outcome, and for outcomes of versions that kept nothing of it. */
  found: Found | null;
}

export interface UndoRequest {
  /** Digits. */
  entryId: string;
  actor: string;
  /** The order as it stands now: whether the shop has it open, and since when it is due or done. */
  open: boolean;
  dueAt: Micros;
  /** Whether the order's customer was called after the entry, or is being called. */
  called: boolean;
  now: Micros;
}

/**
 * What an outcome found, where it may be taken back; null where it may not. It may be by its author, for two minutes, while
 * it is the last that was written on the order, nobody has called since, and the shop has not closed or reopened the order:
 * that moves it in the queue, so an order that is not where the outcome put it was closed and opened again.
 */
export function undoable(
  newest: NewestEntry | null,
  { entryId, actor, open, dueAt, called, now }: UndoRequest,
): (NewestEntry & { found: Found; outcome: string }) | null {
  if (newest === null || called) return null;
  const { id, at, kind, outcome, callLaterAt, found } = newest;
  if (kind !== 'outcome' || outcome === null || found === null || found.open !== open) return null;
  if (dueAt !== (callLaterAt ?? at)) return null;
  if (String(id) !== entryIdOf(entryId) || newest.actor !== actor) return null;
  if (now - at > undoSeconds * 1_000_000) return null;
  return { ...newest, outcome, found };
}

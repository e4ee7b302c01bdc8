import type { CallNote } from '../model/call-note';
import type { CallId } from '../model/call-record';
import type { FinishedCall } from './call-store';

/**
 * Where calls stand and what is still to be stored, on this machine's own disk: whatever happens to the process or the
 * database, the next process reads it and goes on. Nothing in it is a number.
 */
export interface CallJournal {
  /** No new call may be taken: what is not stored yet has grown beyond its limit. */
  readonly full: boolean;
  /** Replaces what was noted of this call. Takes no time; on disk soon after. */
  note(call: CallNote): void;
  /** The call is over, and its record not stored yet: replaces its notes. */
  finished(call: FinishedCall): void;
  /** The store refuses its record for what it says: it is kept, for people and for the next start. @param code the store's */
  refused(call: FinishedCall, code: string): void;
  /** Their records are stored: nothing of these calls is needed any more. */
  stored(ids: readonly CallId[]): void;
}

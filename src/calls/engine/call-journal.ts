import type { CallNote } from '../model/call-note';
import type { CallId } from '../model/call-record';
import type { FinishedCall } from './call-store';

/**
 * The state of live calls and the records not stored yet, on this machine's own disk: after a failure of the process or
 * the database, the next process reads it and continues. It contains no telephone number.
 */
export interface CallJournal {
  /** The journal has reached its limit: no new call is accepted. */
  readonly full: boolean;
  /** Replaces the call's note. Returns at once; on disk soon after. */
  note(call: CallNote): void;
  /** The call has ended and its record is not stored yet: replaces its note. */
  finished(call: FinishedCall): void;
  /** The store refuses the record for its content: it is kept for people and for the next start. @param code the store's */
  refused(call: FinishedCall, code: string): void;
  /** The records of these calls are stored: removes the calls from the journal. */
  stored(ids: readonly CallId[]): void;
}

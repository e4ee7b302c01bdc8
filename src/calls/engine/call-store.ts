import type { CallId, CallRecord, Direction, StartKind } from '../model/call-record';
import type { Micros } from '#kernel/micros';
import type { Slot } from '#kernel/slot';

/** What is known of a call when it begins: enough for a restart to find that it once began. */
export interface OpenedCall {
  id: CallId;
  direction: Direction;
  startKind: StartKind;
  managerExtension: string;
  slot: Slot;
  requestedAt: Micros;
  /** Repeating a request with the same key and extension gives the first call's id. */
  idempotencyKey: string | null;
}

/** One line of a call's story: what happened, in the machine's words. `detail` never holds a number. */
export interface CallLogLine {
  at: Micros;
  kind: string;
  detail: Record<string, string | number | boolean | null>;
}

/** What the store is given of a call that is over. */
export interface FinishedCall {
  record: CallRecord;
  story: readonly CallLogLine[];
}

/** An end that is to be stored. */
export interface EndedCall extends FinishedCall {
  /** To find the order of a refused call, for supervisors only. */
  orderNumberAsAsked: string;
}

/** What is to be stored of several calls. */
export interface CallChanges {
  begun: readonly OpenedCall[];
  ended: readonly EndedCall[];
}

/** A record that the store refuses. */
export interface RefusedRecord {
  id: CallId;
  /** The store's word for it. */
  code: string;
}

export interface CallStore {
  /**
   * Writes that a call began.
   * @returns the id of the call that already has this idempotency key, or null where this one is new
   */
  open(call: OpenedCall): Promise<CallId | null>;
  /** The call for which this extension's idempotency key stands; null where it is new. */
  repeated(extension: string, idempotencyKey: string): Promise<CallId | null>;
  /** From now on this key stands for a call that another request began. */
  repeats(extension: string, idempotencyKey: string, call: CallId): Promise<void>;
  /**
   * Writes beginnings and ends of several calls, all or none of them. Idempotent by call id: of two ends the first
   * stays.
   * @returns the calls whose record cannot be stored, now or later: for what it says, or because another node has begun
   * the call; all others are written
   * @throws where nothing can be written now
   */
  save(changes: CallChanges): Promise<readonly RefusedRecord[]>;
  /**
   * Ends the records of calls that an earlier process of this node left open, as `interrupted`.
   * @param except calls of which more is known
   * @returns how many
   */
  closeOrphans(at: Micros, except: readonly CallId[]): Promise<number>;
}

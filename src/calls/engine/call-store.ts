import type { CallId, CallRecord, Direction, StartKind } from '../model/call-record';
import type { Micros } from '#kernel/micros';
import type { Slot } from '#kernel/slot';

/** What is known of a call when it begins: enough for a later process to find that it began. */
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

/** One line of a call's story: an event and what it changed. `detail` never holds a number. */
export interface CallLogLine {
  at: Micros;
  kind: string;
  detail: Record<string, string | number | boolean | null>;
}

/** What is stored of an ended call. */
export interface FinishedCall {
  record: CallRecord;
  story: readonly CallLogLine[];
}

/** The end of a call, to be stored. */
export interface EndedCall extends FinishedCall {
  /** To find the order of a refused call, for supervisors only. */
  orderNumberAsAsked: string;
}

/** Beginnings and ends to be stored. */
export interface CallChanges {
  begun: readonly OpenedCall[];
  ended: readonly EndedCall[];
}

/** A record that the store refuses. */
export interface RefusedRecord {
  id: CallId;
  /** The store's code for the reason. */
  code: string;
}

export interface CallStore {
  /**
   * Writes that a call began.
   * @returns the id of the call that already has this idempotency key, or null where this one is new
   */
  open(call: OpenedCall): Promise<CallId | null>;
  /** The call of this extension's idempotency key; null if the key is new. */
  repeated(extension: string, idempotencyKey: string): Promise<CallId | null>;
  /** Assigns this key to a call that another request started. */
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
   * Closes the records that an earlier process of this node left open, as `interrupted`.
   * @param except calls of which more is known
   * @returns how many
   */
  closeOrphans(at: Micros, except: readonly CallId[]): Promise<number>;
}

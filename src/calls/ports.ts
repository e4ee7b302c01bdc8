import type { Announcement } from '../core/announcement';
import type { Restraints } from '../core/call-limits';
import type { CallNote } from '../core/call-note';
import type { CallId, CallRecord, Micros, Slot, StartKind } from '../core/call-record';
import type { Language, Manager } from '../core/manager';
import type { Masked } from '../core/masked';
import type { AuthorisedOrder } from '../core/order';
import type { Refusal } from '../core/refusal';

/** Whoever asks: a phone by its authenticated endpoint, or a program by the extension its token is bound to. */
export interface CallRequest {
  extension: string;
  orderNumber: string;
  slot: Slot;
}

/** The answer to "may this manager call this order now?": one query, one shape, whatever the reason for a no. */
export interface Authorisation {
  /** Null where no active manager has the extension. */
  manager: Manager | null;
  /** Null where the order is unknown, closed, someone else's, or lacks the slot: nobody can tell which. */
  order: AuthorisedOrder | null;
  /** Null where the order is. */
  restraints: Restraints | null;
}

/** The same question within a site's limits: see CallGate. */
export interface CallAuthority {
  authorise(request: AdmissionRequest): Promise<Admission>;
}

export interface AdmissionRequest extends CallRequest {
  /** The phone is in another call: nobody will be called, whatever the order. */
  occupied?: boolean;
}

export interface Admission extends Pick<Authorisation, 'manager' | 'order'> {
  /** Why nobody may be called; absent or null where nothing but the order decides. */
  refusal?: Refusal | null;
  /** When a limit that passes by itself is over, seconds from now; absent or null where it does not, or is not told. */
  retryAfterSeconds?: number | null;
}

export interface OrderBook {
  /** @throws when the database cannot answer; the caller then refuses the call (fail closed). */
  authorise(request: CallRequest): Promise<Authorisation>;
  /** The extension of the active manager of an open order; null where there is none. */
  ownerOf(orderNumber: string): Promise<string | null>;
  /** Whether an active manager has this extension. */
  isManager(extension: string): Promise<boolean>;
}

/** What is known of a call when it begins: enough for a restart to find that it once began. */
export interface OpenedCall {
  id: CallId;
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

/** A record that the store refuses for what it says. */
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
   * @returns the calls whose record says what cannot be stored, now or later; all others are written
   * @throws where nothing can be written now
   */
  save(changes: CallChanges): Promise<readonly RefusedRecord[]>;
  /**
   * Ends the records of calls that an earlier process left open, as `interrupted`.
   * @param except calls of which more is known
   * @returns how many
   */
  closeOrphans(at: Micros, except: readonly CallId[]): Promise<number>;
}

/** The PBX as the calls see it. Every promise settles by a deadline, never hangs. */
export interface Pbx {
  /** Whether there is a connection: without it nothing can be asked. */
  readonly up: boolean;
  /**
   * What `work` asks for before it returns goes out together, and is done in the order in which it was asked for:
   * cheaper, and for what belongs to one call.
   */
  together(work: () => void): void;
  /** Tells the caller's phone that it rings (180), or plays ringing to a phone that has answered. */
  ring(channelId: string): Promise<void>;
  /** @throws when the PBX made no channel: then no event will come for it */
  originateManager(leg: ManagerLeg): Promise<void>;
  /**
   * @throws when the PBX made no channel: then no event will come for it. With the slug `deadline` or `disconnected`
   * where it did not answer: then it may yet make one
   */
  originateCustomer(leg: CustomerLeg): Promise<void>;
  /** Joins two channels: both then hear each other and nothing else. */
  connect(legs: Connection): Promise<void>;
  /** A bridge that is gone already is no error. */
  destroyBridge(bridgeId: string): Promise<void>;
  /** Speaks to one channel, as early media where it has not answered; ends with a `played` event. */
  play(announcement: Playback): Promise<void>;
  /** Breaks an announcement off: whatever else the channel is asked for waits for its end. */
  hush(playbackId: string): Promise<void>;
  /**
   * A channel that is gone already is no error.
   * @param cause ITU-T Q.850; before the answer it decides the SIP status that the phone receives
   */
  hangUp(channelId: string, cause: number): Promise<void>;
  /** What there is now, for those who may have missed events. */
  survey(): Promise<Survey>;
  /** How legs ended that nobody told of; those of which nothing is known are left out. Never throws. */
  endings(channelIds: readonly string[]): Promise<ReadonlyMap<string, LegEnding>>;
  /** A phone's own channel that an earlier process was given: its events are wanted again. */
  adopt(channelId: string): void;
  /** Events of all channels, in the order in which the PBX sent them. One listener. */
  onEvent(listener: (event: PbxEvent) => void): void;
}

/** A look at the whole PBX. */
export interface Survey {
  /** All channels by id, other programs' too. */
  channels: ReadonlyMap<string, { answered: boolean }>;
  /** Ids of the channels in each of Star7's bridges. */
  bridges: ReadonlyMap<string, ReadonlySet<string>>;
  /** Which of the channels are Star7's: legs that it made, and phones that were given to it. */
  own: ReadonlySet<string>;
}

/** What the PBX wrote down about a leg's end. */
export interface LegEnding {
  at: Micros;
  /** ITU-T Q.850. */
  cause: number;
  /** Whether it had answered; false where the PBX did not write that. */
  answered: boolean;
}

export interface Connection {
  bridgeId: string;
  /** Channel ids. */
  manager: string;
  customer: string;
  /** The manager's phone is still ringing back: answer it first. */
  answerManager: boolean;
}

export interface Playback {
  channelId: string;
  playbackId: string;
  announcement: Announcement;
  language: Language;
}

export interface ManagerLeg {
  channelId: string;
  extension: string;
  /** What the phone shows: the customer's name, and what its redial key dials. */
  display: { name: string; number: string };
  ringSeconds: number;
  autoAnswer: boolean;
}

export interface CustomerLeg {
  channelId: string;
  number: Masked;
  trunk: string;
  /** The company's DID, E.164 without the plus. */
  callerId: string;
  ringSeconds: number;
}

export type PbxEvent =
  | { type: 'short-code'; channelId: string; extension: string; dialled: string; at: Micros }
  | { type: 'ringing'; channelId: string; at: Micros }
  | { type: 'answered'; channelId: string; at: Micros }
  | { type: 'ended'; channelId: string; cause: number; sipCode: number | null; at: Micros }
  /** The PBX is being stopped, and lets go of this channel first. */
  | { type: 'shut-down'; channelId: string; at: Micros }
  | { type: 'digit'; channelId: string; digit: string; at: Micros }
  | { type: 'played'; playbackId: string; at: Micros }
  | { type: 'connected'; at: Micros }
  | { type: 'disconnected'; at: Micros };

/** Whether a manager's phone can be called: known from AMI, asked before a click-to-call. */
export interface Extensions {
  /** `unknown` where AMI is not connected: the call is tried then. */
  stateOf(extension: string): ExtensionState;
}

export interface ExtensionState {
  registered: boolean | 'unknown';
  inUse: boolean | 'unknown';
}

export interface Clock {
  /** A property, so that it may be passed on by itself. */
  readonly now: () => Micros;
  /** By how much the machine's clock has been set since the process began, forward or (less than 0) back. */
  readonly steps: () => Micros;
  /** Calls back once after `milliseconds`. @returns a function that takes it back */
  after(milliseconds: number, callback: () => void): () => void;
}

/** What the calls say for themselves; winston's allow-list stands behind it. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
export type LogFields = Record<string, unknown>;

import type { CallId, Ender, LegTimes, Role, StartKind } from './call-record';
import type { Micros } from '#kernel/micros';
import type { Slot } from '#kernel/slot';
import type { Disposition } from './disposition';
import type { Language } from '#kernel/language';
import type { Manager } from '#people/model/manager';
import type { OrderOfCall } from './order-of-call';
import type { Refusal } from './refusal';

/**
 * Where a call stands. One sentence each; the arrows are in call-flow.ts.
 */
export const phases = [
  /** The database is asked whether this manager may call this order now. Nobody has been called. */
  'authorising',
  /** The manager's phone is being called (click-to-call), or hung up first and then called back. */
  'calling-manager',
  /** The manager answered and is asked for a 1. */
  'accepting',
  /** The customer is being called, over one trunk after another; the manager hears ringing. */
  'calling-customer',
  /** The customer answered; the two legs are being joined. */
  'connecting',
  /** The two hear each other. */
  'talking',
  /** The call is decided; the manager is being told why. */
  'announcing',
  /** The call is decided and every leg is being hung up. */
  'clearing',
  /** No leg is left, and the record is made. */
  'ended',
] as const;
export type Phase = (typeof phases)[number];

export type LegState = 'absent' | 'requested' | 'ringing' | 'answered' | 'ended';

export interface Leg extends LegTimes {
  state: LegState;
  /** The channel's id on the PBX; null while absent. */
  channelId: string | null;
}

/** What was known of the manager's phone when the call began: ready, in another call, or not registered. */
export type PhoneState = 'ready' | 'busy' | 'unreachable';

/** What was decided about the call: made once, never changed. */
export interface Outcome {
  disposition: Disposition;
  /** Why, where the disposition is `refused`; else null. */
  refusal: Refusal | null;
  hangupCause: number | null;
  sipCode: number | null;
  hungUpBy: Ender;
}

/** Limits and site settings that a call is begun with; it keeps them to its end. All times in seconds. */
export interface CallSettings {
  managerRingSeconds: number;
  customerRingSeconds: number;
  maxCallSeconds: number;
  /** How long a manager may take to press 1. */
  acceptSeconds: number;
  /** How long the database may take; then nobody is called. */
  authoriseSeconds: number;
  /** How long the PBX may take to join two answered legs. */
  connectSeconds: number;
  /** The longest announcement. */
  announceSeconds: number;
  /** How long hung-up legs may take to be gone. */
  clearSeconds: number;
  /** In the order in which they are tried. */
  trunks: readonly string[];
  /** What customers see where the manager has no DID of their own; digits. */
  defaultDid: string;
  /** Prompts for a phone whose manager is not known. */
  defaultLanguage: Language;
  /** What is dialled before the order number, `*7`: the phone's call list then redials the order. */
  shortCode: string;
}

/** A call with all that is known of it. Immutable: each transition makes a new one. */
export interface Call {
  readonly id: CallId;
  readonly phase: Phase;
  /** Grows with every deadline that is set; a time-out of an earlier one is stale. */
  readonly step: number;
  /** Grows by one with every change: of two views of a call, the greater is the newer one. */
  readonly revision: number;
  readonly startKind: StartKind;
  readonly extension: string;
  readonly orderNumberAsAsked: string;
  readonly slot: Slot;
  readonly requestedAt: Micros;
  readonly settings: CallSettings;
  readonly phone: PhoneState;
  readonly manager: Manager | null;
  readonly order: OrderOfCall | null;
  readonly legs: Readonly<Record<Role, Leg>>;
  /** The phone's own channel that is hung up before the phone is called back; null otherwise. */
  readonly dialledFrom: string | null;
  /** Index into settings.trunks of the trunk in use. */
  readonly trunkIndex: number;
  /** How many announcements were begun; the last one's number is in its playback id. */
  readonly announcements: number;
  /** How often the PBX was asked to hang up what was left, in the phase `clearing`. */
  readonly clearAttempts: number;
  readonly bridgedAt: Micros | null;
  readonly unbridgedAt: Micros | null;
  readonly outcome: Outcome | null;
  /** Q.850 cause with which the manager's leg will be hung up. */
  readonly managerCause: number;
  readonly endedAt: Micros | null;
  /** Begun by an earlier process, which died or was stopped: what happened in between may never be known. */
  readonly recovered: boolean;
}

export function managerChannelId(id: CallId): string {
  return `${id}-m`;
}

/** @param attempt 0 for the first trunk tried */
export function customerChannelId(id: CallId, attempt: number): string {
  return `${id}-c${String(attempt)}`;
}

export function bridgeId(id: CallId): string {
  return `${id}-b`;
}

/** @param nth 1 for the call's first announcement */
export function playbackId(id: CallId, nth: number): string {
  return `${id}-p${String(nth)}`;
}

import type { ArrivedCaller } from './call-event';
import type { CallId, Direction, LegOrigin, LegTimes, Party, StartKind } from './call-record';
import type { Ender } from './ender';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import { idSuffixOf } from '#kernel/node';
import type { Slot } from '#kernel/slot';
import type { CourierFacts } from './courier-facts';
import type { DialInFacts } from './dial-in-facts';
import type { Disposition } from './disposition';
import type { InboundFacts } from './inbound-facts';
import type { Keying, KeyingResult } from './keying-facts';
import type { Language } from '#kernel/language';
import type { Listener } from './listening-facts';
import type { Manager } from '#people/model/manager';
import type { OrderOfCall } from './order-of-call';
import type { Questionnaire } from './questionnaire';
import type { Refusal } from './refusal';
import type { Hold, Talk, Transfer } from './transfer-facts';

/**
 * Where a call stands. One sentence each; the arrows are in call-engine.ts.
 */
export const phases = [
  /** The database is asked whether this manager may call this order now. Nobody has been called. */
  'authorising',
  /** The database is asked who calls: which customer, which order, whose. The caller waits. */
  'identifying',
  /** Somebody calls from outside and is asked to key in who they are, or which order it is about. */
  'asking',
  /** The caller waits for a manager to be free. */
  'queueing',
  /** The manager's phone is being called (click-to-call, inbound), or hung up first and then called back. */
  'calling-manager',
  /** The courier's own mobile is being called, over one trunk after another. */
  'calling-courier',
  /** The manager, or the courier, answered and is asked for a 1. */
  'accepting',
  /** The customer is being called, over one trunk after another; the manager hears ringing. */
  'calling-customer',
  /** The customer answered; the two legs are being joined. */
  'connecting',
  /** The two hear each other. */
  'talking',
  /** The two are parted: the customer keys in a new number, and the manager hears music. */
  'keying',
  /** The two are parted: the customer hears music, and the manager is alone. */
  'holding',
  /** The customer hears music while the manager calls a colleague, and talks to them. */
  'consulting',
  /** The manager has left, and a colleague's phone is called for the customer, who hears music. */
  'transferring',
  /** Manager, customer and colleague hear each other. */
  'conferring',
  /** The call is decided; the manager hears the reason. */
  'announcing',
  /** The call is decided and every leg is being hung up. */
  'clearing',
  /** No leg is left, and the record is made. */
  'ended',
] as const;
export type Phase = (typeof phases)[number];

export type LegState = 'requested' | 'ringing' | 'answered' | 'ended';

/** One party's connection with the PBX. Immutable, as its call is. */
export interface Leg extends LegTimes {
  /** Its place among the legs of its call, from 1. */
  readonly id: number;
  readonly party: Party;
  readonly origin: LegOrigin;
  readonly state: LegState;
  /** The channel's id on the PBX. Empty for a leg whose channel an old note did not name. */
  readonly channelId: string;
  /** The phone's, where the leg is a phone of the shop; else null. */
  readonly extension: string | null;
  /**
   * Which try of this party it is, from 0: for customers an index into {@link CallPlan.trunks}, for managers into the
   * devices that are called at once.
   */
  readonly attempt: number;
  /** Which carries it; null for legs without one. */
  readonly trunk: string | null;
  /**
   * Another leg of the same party replaces it while the call continues: a phone that is called back, or a device of the
   * manager where another one answered or still rings. It is no side of the call any more, but the call does not end
   * before it has.
   */
  readonly released: boolean;
  /** How it ended; see {@link LegRecord}. */
  readonly cause: number | null;
  readonly sipCode: number | null;
}

/** What was known of the manager's phone when the call began: ready, in another call, or not registered. */
export type PhoneState = 'ready' | 'busy' | 'unreachable';

/** How the call ends: decided once, never changed. */
export interface Decision {
  disposition: Disposition;
  /** Why, where the disposition is `refused`; else null. */
  refusal: Refusal | null;
  hangupCause: number | null;
  sipCode: number | null;
  hungUpBy: Ender;
  /** The customer was being passed on, and nobody had taken them. Absent if not. */
  untaken?: boolean;
}

/** Limits and site settings that a call begins with and keeps to its end. All times in seconds. */
export interface CallPlan {
  /** Which Star7 this is; see kernel/node.ts. */
  node: string;
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
  /** Whether customers' legs are listened to for voicemails. */
  marksVoicemails: boolean;
  /** How long a caller may take, once asked, until the first key. */
  askSeconds: number;
  /** How long after the last key what was keyed counts as complete, without `#`. */
  keyPauseSeconds: number;
  /** How long a customer may take to confirm a number, once it was read back. */
  confirmSeconds: number;
  /** How often a waiting caller hears the place in the queue. */
  queueNoticeSeconds: number;
  /** How long a customer is on hold at most; then the two are joined again. */
  holdSeconds: number;
}

/**
 * The kind of call: its file in establish/ has the phases up to the answer. All kinds share the later phases.
 */
export type CallKind = 'outbound' | 'inbound' | 'courier' | 'automatic';

/** A call with all that is known of it. Immutable: each transition makes a new one. */
export interface Call {
  readonly id: CallId;
  readonly phase: Phase;
  /** Grows with every deadline that is set; a time-out of an earlier one is stale. */
  readonly step: number;
  /** Grows by one with every change: of two views of a call, the greater is the newer one. */
  readonly revision: number;
  readonly kind: CallKind;
  readonly direction: Direction;
  /** How it was asked for. That the phone was called back shows in its legs. */
  readonly startKind: Exclude<StartKind, 'call-back'>;
  /** Whose phone takes part; of an inbound call, once it is known, and '' before. */
  readonly extension: string;
  readonly orderNumberAsAsked: string;
  readonly slot: Slot;
  readonly requestedAt: Micros;
  readonly plan: CallPlan;
  readonly phone: PhoneState;
  readonly manager: Manager | null;
  readonly order: OrderOfCall | null;
  /** What only an inbound call knows; null for the others. */
  readonly inbound: InboundFacts | null;
  /** Of a call whose shop's side is a courier: what is known of the courier. Null for the others. */
  readonly courier: CourierFacts | null;
  /** What an automatic call asks; null for the others. */
  readonly questionnaire: Questionnaire | null;
  /** Of somebody who calls the number for managers, until an order is keyed in; null otherwise. */
  readonly dialIn: DialInFacts | null;
  /** The number of the own mobile of whoever of the shop is called; null if it does not ring. */
  readonly mobile: Masked | null;
  /** Customers who called while they were to be called, and wait for the manager's answer. */
  readonly arrived: readonly ArrivedCaller[];
  /** The customer is keying in a new number; null otherwise. */
  readonly keying: Keying | null;
  /** The customer is on hold; null otherwise. */
  readonly hold: Hold | null;
  /** A colleague is called or takes part; null otherwise. */
  readonly transfer: Transfer | null;
  /** Who had the customer, in order; empty before the first conversation. */
  readonly talks: readonly Talk[];
  /** Extensions of colleagues who were called, and of managers who passed the customer on: they see the call to its end. */
  readonly consulted: readonly string[];
  /** What the manager's phone has keyed of a feature code in the conversation: `*`, or nothing. */
  readonly featureKeys: string;
  /** When the last of it was keyed. */
  readonly featureKeysAt: Micros;
  /** What came of the last number that the customer was asked to key in; null before. */
  readonly keyed: { readonly slot: Slot; readonly result: KeyingResult } | null;
  /** The announcement that the customer is hearing; null for none. */
  readonly hearing: string | null;
  /** In the order in which they began. */
  readonly legs: readonly Leg[];
  /** How many announcements were begun; the last one's number is in its playback id. */
  readonly announcements: number;
  /** How often the PBX was asked to hang up what was left, in the phase `clearing`. */
  readonly clearAttempts: number;
  /** Supervisors who take part now: they change nothing in the call. Ended ones are among its legs. */
  readonly listeners: readonly Listener[];
  /** A voicemail seems to have answered, or has: of a call that was made. */
  readonly voicemail: boolean;
  readonly bridgedAt: Micros | null;
  readonly unbridgedAt: Micros | null;
  readonly decision: Decision | null;
  /** Q.850 cause with which the leg that hears the announcement will be hung up. */
  readonly farewellCause: number;
  /** Who hears the announcement; null: whoever began the call. */
  readonly farewellTo: Party | null;
  readonly endedAt: Micros | null;
  /** Started by an earlier process, which crashed or was stopped: what happened in between may be unknown. */
  readonly recovered: boolean;
}

/**
 * @param node see kernel/node.ts
 * @param attempt 0 for the first of the devices that are called at once
 */
export function managerChannelId(id: CallId, node: string, attempt = 0): string {
  return `${id}-m${attempt === 0 ? '' : String(attempt)}${idSuffixOf(node)}`;
}

/** @param attempt 0 for the first trunk tried */
export function customerChannelId(id: CallId, node: string, attempt: number): string {
  return `${id}-c${String(attempt)}${idSuffixOf(node)}`;
}

/** @param attempt 0 for the first trunk tried */
export function courierChannelId(id: CallId, node: string, attempt: number): string {
  return `${id}-k${String(attempt)}${idSuffixOf(node)}`;
}

/**
 * What the functions above, and those of listening.ts, put between the id of a call and the suffix of a node: part of a regular
 * expression. A leg that it does not match is nobody's after a crash, and is not hung up.
 */
export const channelTails = '-(?:m\\d*|[ck]\\d+|s|x\\d+)';

export function bridgeId({ id, plan }: Pick<Call, 'id' | 'plan'>): string {
  return `${id}-b${idSuffixOf(plan.node)}`;
}

/** @param nth 1 for the call's first announcement */
export function playbackId(id: CallId, nth: number): string {
  return `${id}-p${String(nth)}`;
}

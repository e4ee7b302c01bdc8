import type { Ender } from './ender';
import type { Micros } from '#kernel/micros';
import type { Slot } from '#kernel/slot';
import type { LineQuality } from './line-quality';
import type { Disposition } from './disposition';
import type { Refusal } from './refusal';

/** A call's id: a UUID version 7 (RFC 9562), so that ids sort by time. Channels and bridges derive theirs from it. */
export type CallId = string;

/**
 * Whose call it is: a manager's (`outbound`), somebody's who calls one of the company's numbers (`inbound`), or a courier's
 * to the customer of a parcel, from wherever it begins.
 */
export const directions = ['outbound', 'inbound', 'courier'] as const;
export type Direction = (typeof directions)[number];

/** Who takes part in a call by a leg. Couriers, colleagues and supervisors are on the manager's side. */
export const parties = ['manager', 'customer', 'courier', 'colleague', 'supervisor'] as const;
export type Party = (typeof parties)[number];

/** Whether a leg's channel came to Star7 through the dialplan, or Star7 made it. */
export type LegOrigin = 'arrived' | 'made';

/**
 * How a call was started: dialled at the phone and kept, dialled and called back, requested by a program, by a caller from
 * outside, by Star7 itself for a customer who asked to be called back, by a manager who called from the own mobile, or by Star7 alone,
 * to ask a customer who has agreed to it.
 */
export const startKinds = [
  'short-code',
  'call-back',
  'click',
  'inbound',
  'call-back-wish',
  'own-mobile',
  'survey',
] as const;
export type StartKind = (typeof startKinds)[number];

/** How calls of each direction come to be. */
export const startKindsOf: Readonly<Record<Direction, readonly StartKind[]>> = {
  outbound: ['short-code', 'call-back', 'click', 'call-back-wish', 'own-mobile', 'survey'],
  inbound: ['inbound'],
  courier: ['inbound', 'click'],
};

/** When a leg did what; null where it never did. By the PBX's clock. */
export interface LegTimes {
  /** The leg began: the phone's INVITE arrived, or ours was sent. */
  startedAt: Micros | null;
  ringingAt: Micros | null;
  answeredAt: Micros | null;
  endedAt: Micros | null;
}

/** One leg of an ended call. Legs are listed in the order in which they began. */
export interface LegRecord extends LegTimes {
  party: Party;
  origin: LegOrigin;
  /** The phone's, where the leg is a phone of the shop; else null. */
  extension: string | null;
  /** Which try of this party it was: 0 for the first trunk or device, 1 for the next. Devices are called at once. */
  attempt: number;
  /** Null for legs that no trunk carries. */
  trunk: string | null;
  /** ITU-T Q.850, as the PBX gave it; null where the leg's end was not reported. */
  cause: number | null;
  /** SIP status (300 to 699) with which the far side refused; null where it did not. */
  sipCode: number | null;
  /**
   * From when, and for how many whole seconds, the manager of this leg had the customer, where the customer was passed on:
   * the seconds of all legs are those of the call. Null otherwise, and absent in records from before customers were.
   */
  hadFrom?: Micros | null;
  hadSeconds?: number | null;
}

/** How a leg of a call sounded, and which leg it was. */
export interface LegQuality extends LineQuality {
  /** The leg's place in its call, from 1. */
  leg: number;
  party: Party;
  /** The phone's, where the leg is a phone of the shop; else null. */
  extension: string | null;
  /** Null for legs that no trunk carries. */
  trunk: string | null;
}

/**
 * The one final record of a call. It holds no number and no address, and has no field that could.
 *
 * Disposition (what came of it), hang-up cause (Q.850, as the PBX gave it), SIP code (the far side's own
 * refusal) and who hung up are four separate facts.
 */
export interface CallRecord {
  id: CallId;
  direction: Direction;
  startKind: StartKind;
  /** Of an inbound call, the manager who was called last, or whose order it is; '' if there is none. */
  managerExtension: string;
  /** Null where no manager has this extension. */
  managerId: number | null;
  /** Who had the shop's side of the call instead of a manager; null if no courier did. Absent in notes of releases without couriers. */
  courierId?: number | null;
  /** The company's number that was called, digits; null unless the call is inbound. */
  did: string | null;
  /** Null where the order was refused: the record tells a manager nothing that the prompt did not. */
  orderId: number | null;
  orderNumber: string | null;
  contactPointId: number | null;
  slot: Slot;
  /** The trunk that carried (or refused) the customer's leg last; null where none was tried. */
  trunk: string | null;
  requestedAt: Micros;
  endedAt: Micros;
  /** The summary of the two sides: the last leg of each. `manager` is the shop's side, a courier's too. */
  manager: LegTimes;
  customer: LegTimes;
  /** Every leg, those of earlier trunks and of a phone that was called back too. Empty in notes of 0.2.0. */
  legs: readonly LegRecord[];
  /** Whole seconds, both sides bridged; 0 where they never were. */
  talkSeconds: number;
  /** How the legs sounded; empty where nothing was measured, absent in notes of releases that did not measure. */
  quality?: readonly LegQuality[];
  /** A voicemail seems to have answered, or has. Absent in notes of releases that did not listen for one. */
  voicemail?: boolean;
  /** The customer was being passed on at the end, and nobody had taken them. Absent if not. */
  untaken?: boolean;
  disposition: Disposition;
  /** Why, where the disposition is `refused`; else null. */
  refusal: Refusal | null;
  /** ITU-T Q.850 cause of the leg that decided the outcome; null where no leg existed. */
  hangupCause: number | null;
  /** SIP status (300 to 699) with which the far side refused; null where it did not. */
  sipCode: number | null;
  hungUpBy: Ender;
}

import { causes } from './hangup-cause';
import type { Announcement } from './announcement';
import type { Ender } from './ender';

/** What came of a call. One slug each, stable: reports and programs rely on them. */
export const dispositions = [
  /** The customer answered (talk seconds say whether anybody talked). */
  'answered',
  'busy',
  'no-answer',
  'rejected',
  'unreachable',
  'not-in-service',
  /** The last trunk's carrier forbade it: no credit, a service that is not booked, a caller ID or a country it bars. */
  'barred',
  /** Every trunk failed or refused for reasons of its own. */
  'trunks-down',
  /** Ended before the customer answered, by the manager or by request. */
  'cancelled',
  /** The manager is in another call, or the phone said busy. */
  'manager-busy',
  'manager-no-answer',
  'manager-unreachable',
  /** The manager's phone refused, or 1 was not pressed. */
  'manager-declined',
  /** The courier's own mobile did not answer, or 1 was not pressed there; SIP code and cause say more. */
  'courier-not-reached',
  /** Inbound: the caller hung up before a manager answered. */
  'abandoned',
  /** Inbound: no manager took the call. */
  'not-taken',
  /** Inbound: the caller did not want to wait, and asked to be called back. */
  'call-back-wanted',
  /** Inbound: the company was closed. */
  'out-of-hours',
  /** Inbound: the caller's number has no order, and the caller named none. */
  'not-identified',
  /** The call was not allowed: for the reasons see refusal.ts; the record has the reason. */
  'refused',
  /** The database could not answer, so nobody was called. */
  'look-up-failed',
  /** The PBX did not do what it was asked. */
  'failed',
  /** Star7 stopped or crashed during the call, and what followed is unknown: written at the next start. */
  'interrupted',
] as const;
export type Disposition = (typeof dispositions)[number];

/** How an outgoing leg ended without an answer. */
export type LegFailure =
  | 'busy'
  | 'no-answer'
  | 'rejected'
  | 'unreachable'
  | 'not-in-service'
  /** The trunk's carrier forbids the call. */
  | 'barred'
  /** The trunk's own failure. */
  | 'congestion';

/** Whether it says nothing about the called party, so that another trunk may succeed. */
export function isTrunkFailure(failure: LegFailure): boolean {
  return failure === 'congestion' || failure === 'barred';
}

/** SIP status codes (RFC 3261, section 21) that say something about the called party rather than the trunk. */
const failureBySipCode: Readonly<Record<number, LegFailure>> = {
  402: 'barred',
  404: 'not-in-service',
  410: 'not-in-service',
  480: 'unreachable',
  484: 'not-in-service',
  486: 'busy',
  487: 'no-answer',
  600: 'busy',
  603: 'rejected',
  604: 'not-in-service',
  607: 'rejected',
  608: 'rejected',
};

/** ITU-T Q.850 causes, for endings that carry no SIP status. */
const failureByCause: Readonly<Record<number, LegFailure>> = {
  1: 'not-in-service',
  17: 'busy',
  18: 'unreachable',
  19: 'no-answer',
  20: 'unreachable',
  21: 'rejected',
  22: 'not-in-service',
  28: 'not-in-service',
};

/**
 * Who gave a leg's final SIP status: the far side, or the PBX on its behalf. `own` where the PBX may have made it up
 * because the far side said nothing at all.
 */
export type SipSpeaker = 'far' | 'own';

/**
 * Classifies an outgoing leg that ended unanswered.
 * A 408 that the PBX may have given by itself is its own where the leg never rang: the trunk said nothing at all
 * (RFC 3261, timer B). Any other comes from the far network and means no answer.
 * A 403 before any ringing is the carrier's: a customer's refusal comes as 603, while "call rejected" (Q.850, 21) by the
 * network, and what is not authorised or barred (55, 57, 87), come as 403 (RFC 3398, section 7.2.4.1). After ringing
 * a person may have refused: gateways that do not distinguish the two send 403 for that too.
 * @param cause Q.850, as the PBX gave it
 * @param sipCode the final status, where there was one
 * @param saidBy who gave it
 */
export function classifyFailure(
  cause: number,
  sipCode: number | null,
  rang: boolean,
  saidBy: SipSpeaker = 'far',
): LegFailure {
  if (sipCode === 403) return rang ? 'rejected' : 'barred';
  if (sipCode === 408) return rang || saidBy === 'far' ? 'no-answer' : 'congestion';
  // Redirections are not followed: they would send the call, and what it knows, wherever the far side likes.
  if (sipCode !== null && sipCode >= 300 && sipCode < 400) return 'unreachable';
  if (sipCode !== null && sipCode >= 400) return failureBySipCode[sipCode] ?? 'congestion';
  // Ended normally, but unanswered.
  if (cause === 16 || cause === 31) return rang ? 'no-answer' : 'unreachable';
  return failureByCause[cause] ?? 'congestion';
}

/** Q.850 causes with which an answered leg ends without anyone hanging up: no media for too long (44), network faults. */
const networkFaults: ReadonlySet<number> = new Set([27, 34, 38, 41, 42, 44, 47]);

/** Whether an answered leg that ended so was ended by the network rather than by a person. */
export function isNetworkFault(cause: number): boolean {
  return networkFaults.has(cause);
}

interface CustomerEnding {
  disposition: Disposition;
  hungUpBy: Ender;
  /** What the manager hears. */
  announcement: Announcement;
  /** Q.850, for the manager's leg after the announcement. */
  cause: number;
}

/** The termination table: what a customer's leg that ended unanswered means for the call. */
export const customerEndings: Readonly<Record<LegFailure, CustomerEnding>> = {
  busy: { disposition: 'busy', hungUpBy: 'customer', announcement: 'customer-busy', cause: causes.busy },
  'no-answer': {
    disposition: 'no-answer',
    hungUpBy: 'network',
    announcement: 'customer-no-answer',
    cause: causes.noAnswer,
  },
  rejected: {
    disposition: 'rejected',
    hungUpBy: 'customer',
    announcement: 'customer-rejected',
    cause: causes.rejected,
  },
  unreachable: {
    disposition: 'unreachable',
    hungUpBy: 'network',
    announcement: 'customer-unreachable',
    cause: causes.noAnswer,
  },
  'not-in-service': {
    disposition: 'not-in-service',
    hungUpBy: 'network',
    announcement: 'customer-not-in-service',
    cause: causes.unallocated,
  },
  barred: {
    disposition: 'barred',
    hungUpBy: 'network',
    announcement: 'trunks-down',
    cause: causes.congestion,
  },
  congestion: {
    disposition: 'trunks-down',
    hungUpBy: 'network',
    announcement: 'trunks-down',
    cause: causes.congestion,
  },
};

/** The same for the manager's own leg: no leg is left to hear an announcement. */
export const managerEndings: Readonly<Record<LegFailure, Disposition>> = {
  busy: 'manager-busy',
  'no-answer': 'manager-no-answer',
  rejected: 'manager-declined',
  unreachable: 'manager-unreachable',
  'not-in-service': 'manager-unreachable',
  // A phone rejects calls only because of its settings.
  barred: 'manager-declined',
  congestion: 'manager-unreachable',
};

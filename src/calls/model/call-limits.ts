import type { Destination } from '#kernel/destination';
import type { Micros } from '#kernel/micros';
import type { CallingHours } from '#kernel/calling-hours';
import { isOpen } from '#kernel/calling-hours';
import { localTimeOf } from '#kernel/local-time';
import type { Manager } from '#people/model/manager';
import type { Limit } from './refusal';

/** What restrains calls to an order that its manager may call. */
export interface Restraints {
  doNotCall: boolean;
  /** The customer's, IANA; null where it is not known. */
  timeZone: string | null;
  destination: Destination;
}

/** Calls of one person in any hour, and in any 24 hours. A cap of 0 is no cap. */
export interface Caps {
  callsPerHour: number;
  callsPerDay: number;
}

/** A site's limits; the caps are managers'. */
export interface CallLimits extends Caps {
  /** Of one courier. */
  couriers: Caps;
  hours: CallingHours;
  /** Of customers whose own is not known, IANA. */
  defaultTimeZone: string;
}

/** A manager's own caps override the site's. @param own null if no manager is known */
export function withOwnCaps(limits: Caps, own: OwnCaps | null): Caps {
  return {
    callsPerHour: own?.maxCallsHour ?? limits.callsPerHour,
    callsPerDay: own?.maxCallsDay ?? limits.callsPerDay,
  };
}

export type OwnCaps = Pick<Manager, 'maxCallsHour' | 'maxCallsDay'>;

/** What a person has used up. */
export interface Usage {
  callsLastHour: number;
  callsLastDay: number;
}

/** Decided before any order is looked up: the answer is the same for every order. */
export function reachedCap(usage: Usage, limits: Caps): Extract<Limit, 'hourly-cap' | 'daily-cap'> | null {
  if (isReached(limits.callsPerHour, usage.callsLastHour)) return 'hourly-cap';
  if (isReached(limits.callsPerDay, usage.callsLastDay)) return 'daily-cap';
  return null;
}

/** Decided only for the manager's own open order, because it discloses something about the customer. */
export function refusalOfOrder(order: Restraints, at: Micros, limits: CallLimits): Limit | null {
  if (order.doNotCall) return 'do-not-call';
  if (order.destination !== 'open') return 'destination';
  // In an unknown time zone nobody may be called.
  const there = localTimeOf(at, order.timeZone ?? limits.defaultTimeZone);
  return there !== null && isOpen(limits.hours, there) ? null : 'calling-hours';
}

function isReached(cap: number, used: number): boolean {
  return cap > 0 && used >= cap;
}

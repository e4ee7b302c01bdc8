/** The properties of a call that the board needs; GET /api/board and the events have more. */
export interface BoardCall {
  id: string;
  phase: string;
  direction: string;
  extension: string;
  orderNumber: string | null;
  customerName: string | null;
  requestedAt: string;
  manager: { startedAt: string | null; ringingAt: string | null; answeredAt: string | null };
  customer: { startedAt: string | null; ringingAt: string | null; answeredAt: string | null };
}

/** `unknown` while the PBX reports no state. */
export type Known = boolean | 'unknown';

export interface BoardPhone {
  registered: Known;
  inUse: Known;
}

/**
 * The state of a manager, the busiest first. `other-call`: the phone is in use, but not by a call of Star7. `away`:
 * the phone is not registered.
 */
export const activities = [
  'talking',
  'customer-rings',
  'phone-rings',
  'starting',
  'ending',
  'other-call',
  'ready',
  'away',
  'unknown',
] as const;
export type Activity = (typeof activities)[number];

export function activityOf(call: BoardCall | null, phone: BoardPhone): Activity {
  switch (call?.phase) {
    case 'authorising':
      return 'starting';
    case 'calling-manager':
    case 'accepting':
      return 'phone-rings';
    case 'calling-customer':
      return 'customer-rings';
    case 'connecting':
    case 'talking':
    case 'keying':
    case 'holding':
    case 'consulting':
    case 'transferring':
    case 'conferring':
      return 'talking';
    case 'announcing':
    case 'clearing':
      return 'ending';
    default:
      if (phone.registered === false) return 'away';
      if (phone.inUse === true) return 'other-call';
      return phone.registered === true ? 'ready' : 'unknown';
  }
}

/** Since when, in milliseconds since 1970: the start of the timer. Null where no timer runs. */
export function activeSince(call: BoardCall | null): number | null {
  if (call === null) return null;
  switch (call.phase) {
    case 'calling-manager':
    case 'accepting':
      return Date.parse(call.manager.startedAt ?? call.requestedAt);
    case 'calling-customer':
      return Date.parse(call.customer.startedAt ?? call.requestedAt);
    case 'connecting':
    case 'talking':
    case 'keying':
    case 'holding':
    case 'consulting':
    case 'transferring':
    case 'conferring':
      return Date.parse(answeredAt(call) ?? call.requestedAt);
    default:
      return null;
  }
}

/** A caller's own leg may be answered long before: for music. */
function answeredAt({ direction, manager, customer }: BoardCall): string | null {
  return direction === 'inbound' ? manager.answeredAt : customer.answeredAt;
}

/** The group in which the board shows a manager. */
export const sections = ['in-call', 'ready', 'away'] as const;
export type Section = (typeof sections)[number];

/** What decides where the board shows a manager. */
export interface Standing {
  activity: Activity;
  /** Of a manager on a break. */
  awaySince: string | null;
}

/** A manager on a break who is in a call all the same is in a call. */
export function sectionOf({ activity, awaySince }: Standing): Section {
  switch (activity) {
    case 'away':
    case 'unknown':
      return 'away';
    case 'ready':
      return awaySince === null ? 'ready' : 'away';
    default:
      return 'in-call';
  }
}

/** Whether the call can be hung up here. Nobody hangs up on a caller who has not been answered yet. */
export function canHangUp(activity: Activity, call: Pick<BoardCall, 'direction'> | null): boolean {
  if (call?.direction === 'inbound') return activity === 'talking';
  return ['talking', 'customer-rings', 'phone-rings', 'starting'].includes(activity);
}

interface Person {
  extension: string;
  name: string;
}

/** By extension in natural order: 99 before 101. A board sorted by time would jump about. */
export function byExtension(one: Person, other: Person): number {
  return one.extension.localeCompare(other.extension, 'en', { numeric: true });
}

/** What of a call the board needs; GET /api/board and the events give more. */
export interface BoardCall {
  id: string;
  phase: string;
  extension: string;
  orderNumber: string | null;
  customerName: string | null;
  requestedAt: string;
  manager: { startedAt: string | null; ringingAt: string | null };
  customer: { startedAt: string | null; ringingAt: string | null; answeredAt: string | null };
}

/** `unknown` while the PBX does not say. */
export type Known = boolean | 'unknown';

export interface BoardPhone {
  registered: Known;
  inUse: Known;
}

/**
 * What a manager does, the busiest first. `other-call`: the phone is in use, though by no call of Star7's.
 * `away`: the phone is not registered.
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

/** Since when it is so, in milliseconds since 1970: what the timer counts from. Null where no timer runs. */
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
      return Date.parse(call.customer.answeredAt ?? call.requestedAt);
    default:
      return null;
  }
}

/** Where the board shows whom. */
export const sections = ['in-call', 'ready', 'away'] as const;
export type Section = (typeof sections)[number];

export function sectionOf(activity: Activity): Section {
  switch (activity) {
    case 'away':
    case 'unknown':
      return 'away';
    case 'ready':
      return 'ready';
    default:
      return 'in-call';
  }
}

/** Whether there is something that Star7 can hang up. */
export function canHangUp(activity: Activity): boolean {
  return ['talking', 'customer-rings', 'phone-rings', 'starting'].includes(activity);
}

interface Person {
  extension: string;
  name: string;
}

/** By extension as people read it: 99 before 101; a board that is sorted by time would jump about. */
export function byExtension(one: Person, other: Person): number {
  return one.extension.localeCompare(other.extension, 'en', { numeric: true });
}

import type { Announcement } from './announcement';
import { causes } from './hangup-cause';

/**
 * Why a call was refused, in the order in which it is asked. Stable slugs: records, reports and programs rely on them.
 *
 * The first three are decided before the order is looked up and hold for every order, so they disclose nothing about it.
 * `order` covers unknown, closed and someone else's. The rest apply only to the manager's own open order.
 */
export const refusals = [
  /** Too many wrong order numbers: by this manager, or by all of them together. */
  'locked-out',
  /** The manager's calls of the last hour are used up. */
  'hourly-cap',
  /** The manager's calls of the last 24 hours are used up. */
  'daily-cap',
  /** Unknown, closed, someone else's, or without this slot; or no such manager. */
  'order',
  /** The customer is not to be called. */
  'do-not-call',
  /** The number is in a range that is closed: premium-rate, or abroad. */
  'destination',
  /** It is too early or too late where the customer lives. */
  'calling-hours',
] as const;
export type Refusal = (typeof refusals)[number];

/** Refusals that say more than "not this order". */
export type Limit = Exclude<Refusal, 'order'>;

interface RefusalEnding {
  /** What the manager hears. */
  announcement: Announcement;
  /** Q.850, for the manager's leg after the announcement. */
  cause: number;
  /** Decided only for the manager's own open order, so the record may name it. */
  ofOwnOrder: boolean;
}

/** How each refusal ends the manager's leg. The SIP status of each cause is in hangup-cause.ts. */
export const refusalEndings: Readonly<Record<Refusal, RefusalEnding>> = {
  'locked-out': { announcement: 'locked-out', cause: causes.rejected, ofOwnOrder: false },
  'hourly-cap': { announcement: 'hourly-cap', cause: causes.rejected, ofOwnOrder: false },
  'daily-cap': { announcement: 'daily-cap', cause: causes.rejected, ofOwnOrder: false },
  order: { announcement: 'order-refused', cause: causes.unallocated, ofOwnOrder: false },
  'do-not-call': { announcement: 'do-not-call', cause: causes.rejected, ofOwnOrder: true },
  destination: { announcement: 'destination-closed', cause: causes.rejected, ofOwnOrder: true },
  'calling-hours': { announcement: 'calling-hours', cause: causes.noAnswer, ofOwnOrder: true },
};

import type { Announcement } from './announcement';
import { causes } from './hangup-cause';

/**
 * Why a call was refused, in the order in which it is asked. Stable slugs: records, reports and programs rely on them.
 *
 * The first three are decided before the order is looked up and hold for every order, so they say nothing of it.
 * `order` is one word for unknown, closed and somebody else's. The rest presuppose the manager's own open order.
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
  /** Only ever decided of the manager's own open order, which may then stand in the record. */
  ofOwnOrder: boolean;
}

/** What each refusal is to the manager's phone. SIP status in disposition.ts, at the cause. */
export const refusalEndings: Readonly<Record<Refusal, RefusalEnding>> = {
  'locked-out': { announcement: 'locked-out', cause: causes.rejected, ofOwnOrder: false },
  'hourly-cap': { announcement: 'hourly-cap', cause: causes.rejected, ofOwnOrder: false },
  'daily-cap': { announcement: 'daily-cap', cause: causes.rejected, ofOwnOrder: false },
  order: { announcement: 'order-refused', cause: causes.unallocated, ofOwnOrder: false },
  'do-not-call': { announcement: 'do-not-call', cause: causes.rejected, ofOwnOrder: true },
  destination: { announcement: 'destination-closed', cause: causes.rejected, ofOwnOrder: true },
  'calling-hours': { announcement: 'calling-hours', cause: causes.noAnswer, ofOwnOrder: true },
};

import type { Micros } from '#kernel/micros';
import { slots } from '#kernel/slot';

/** What may be shown of an order: a number of its customer, the address, or a mail as it came or was typed. */
export const revealables = [...slots, 'email', 'mail'] as const;
export type Revealable = (typeof revealables)[number];

/** Why somebody wants to see it. Stable: stored, and words of the pages. */
export const revealReasons = [
  /** A court, the police or another authority asks for it. */
  'authority',
  /** The customer complains, or claims something that only the original shows. */
  'complaint',
  /** The customer wants to know what the shop has of them. */
  'customer-request',
  /** A manager is suspected of having given contacts away, or of having asked for them. */
  'suspicion',
  'other',
] as const;
export type RevealReason = (typeof revealReasons)[number];

/** Where a request stands. `expired`: nobody decided in time, or it was approved and not looked at in time. */
export const revealStates = ['asked', 'approved', 'refused', 'shown', 'expired'] as const;
export type RevealState = (typeof revealStates)[number];

/** What the state follows from. */
export interface RevealMoments {
  askedAt: Micros;
  /** Null while nobody has decided. */
  approved: boolean | null;
  decidedAt: Micros | null;
  shownAt: Micros | null;
}

/** How long a second person may take to decide. */
export const decideWithin: Micros = 24 * 3_600_000_000;
/** How long an approval holds. */
export const lookWithin: Micros = 3_600_000_000;
/** How long a page shows what was revealed, seconds. */
export const shownSeconds = 60;
/** Characters of the words beside the reason: enough to say why, to somebody who decides by them. */
export const shortestNote = 10;
export const longestNote = 500;

export function revealState(
  { askedAt, approved, decidedAt, shownAt }: RevealMoments,
  now: Micros,
): RevealState {
  if (shownAt !== null) return 'shown';
  if (approved === false) return 'refused';
  if (approved === null) return now < askedAt + decideWithin ? 'asked' : 'expired';
  return now < (decidedAt ?? 0) + lookWithin ? 'approved' : 'expired';
}

/** When it expires; null for what cannot any more. */
export function expiryOf(moments: RevealMoments, now: Micros): Micros | null {
  switch (revealState(moments, now)) {
    case 'asked':
      return moments.askedAt + decideWithin;
    case 'approved':
      return (moments.decidedAt ?? 0) + lookWithin;
    default:
      return null;
  }
}

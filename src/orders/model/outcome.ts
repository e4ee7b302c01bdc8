import type { Bilingual } from '#kernel/language';
import type { Micros } from '#kernel/micros';

/** Where an order stands in its manager's queue: due now, due later, done with. */
export const queueParts = ['to-call', 'later', 'done'] as const;
export type QueuePart = (typeof queueParts)[number];

/** What is stored of an order's place in the queue. */
export interface QueuePlace {
  done: boolean;
  /** When the order is to be called; of one that is done, since when. */
  dueAt: Micros;
}

/** What a call came to, as the shop calls it, and where its order goes. */
export interface Outcome {
  /** Stable: `no-answer`. */
  slug: string;
  movesTo: QueuePart;
  /** The manager says when to call again. */
  asksTime: boolean;
  /** Else the order is due after so many minutes; null where it needs a time, or none. */
  delayMinutes: number | null;
  /** The customer is not to be called any more. */
  doNotCall: boolean;
}

/** An outcome with what people call it. */
export interface NamedOutcome extends Outcome {
  label: Bilingual;
}

/** What can be wrong with the time that a manager chose. Stable: pages translate them. */
export const timeFaults = ['time-needed', 'time-past', 'time-too-far', 'time-unwanted'] as const;
export type TimeFault = (typeof timeFaults)[number];

/** A call a year ahead is a slip of the keyboard. */
const farthest: Micros = 366 * 24 * 3600 * 1_000_000;
const minute: Micros = 60_000_000;

export function queuePartOf({ done, dueAt }: QueuePlace, now: Micros): QueuePart {
  if (done) return 'done';
  return dueAt <= now ? 'to-call' : 'later';
}

/** An order comes back into the queue, or leaves it, now. */
export function placeFrom(now: Micros, done: boolean): QueuePlace {
  return { done, dueAt: now };
}

/**
 * What an outcome does to its order.
 * @param order whether the shop still has it open: what is closed stays done, whatever came of a last call
 * @param callLaterAt when the manager wants to call again; null where nothing was said
 */
export function afterOutcome(
  outcome: Pick<Outcome, 'movesTo' | 'asksTime' | 'delayMinutes'>,
  order: { open: boolean },
  now: Micros,
  callLaterAt: Micros | null,
): { place: QueuePlace; callLaterAt: Micros | null } | { fault: TimeFault } {
  if (outcome.movesTo !== 'later') {
    if (callLaterAt !== null) return { fault: 'time-unwanted' };
    return { place: placeFrom(now, outcome.movesTo === 'done' || !order.open), callLaterAt: null };
  }
  const { asksTime, delayMinutes } = outcome;
  const dueAt = callLaterAt ?? (asksTime || delayMinutes === null ? null : now + delayMinutes * minute);
  if (dueAt === null) return { fault: 'time-needed' };
  if (callLaterAt !== null && callLaterAt <= now) return { fault: 'time-past' };
  if (callLaterAt !== null && callLaterAt > now + farthest) return { fault: 'time-too-far' };
  return { place: order.open ? { done: false, dueAt } : placeFrom(now, true), callLaterAt: dueAt };
}

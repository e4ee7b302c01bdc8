import type { Bilingual } from '#kernel/language';
import type { Micros } from '#kernel/micros';

/** Where outcomes put an order: due now, due later, done with. */
export const placeParts = ['to-call', 'later', 'done'] as const;
export type PlacePart = (typeof placeParts)[number];

/** Where an order stands in its manager's queue: first of all those whose customers called and reached nobody. */
export const queueParts = ['missed', ...placeParts] as const;
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
  movesTo: PlacePart;
  /** The manager says when to call again. */
  asksTime: boolean;
  /** Else the order is due after so many minutes; null where it needs a time, or none. */
  delayMinutes: number | null;
  /** The customer is not to be called any more. */
  doNotCall: boolean;
}

/** The outcome of a call that a voicemail answered, if the site has it: the pages offer it. */
export const voicemailOutcome = 'voicemail';

/** An outcome with what people call it. */
export interface NamedOutcome extends Outcome {
  label: Bilingual;
}

/** What can be wrong with the time that a manager chose. Stable: pages translate them. */
export const timeFaults = ['time-needed', 'time-past', 'time-too-far', 'time-unwanted'] as const;
export type TimeFault = (typeof timeFaults)[number];

/** Why an order is not to be called, whenever. Stable: pages translate them. */
export const callBars = ['order-closed', 'do-not-call'] as const;
export type CallBar = (typeof callBars)[number];

/** What decides whether an order may be called. */
export interface Callable {
  /** The shop still has it open. */
  open: boolean;
  /** The customer asked not to be called. */
  doNotCall: boolean;
}

/** What decides where an outcome moves its order. */
export type Moving = Pick<Outcome, 'movesTo' | 'asksTime' | 'delayMinutes'>;

/** A call a year ahead is a slip of the keyboard. */
const farthest: Micros = 366 * 24 * 3600 * 1_000_000;
const minute: Micros = 60_000_000;

export function placePartOf({ done, dueAt }: QueuePlace, now: Micros): PlacePart {
  if (done) return 'done';
  return dueAt <= now ? 'to-call' : 'later';
}

/** An order comes back into the queue, or leaves it, now. */
export function placeFrom(now: Micros, done: boolean): QueuePlace {
  return { done, dueAt: now };
}

export function barOf({ open, doNotCall }: Callable): CallBar | null {
  if (!open) return 'order-closed';
  return doNotCall ? 'do-not-call' : null;
}

/** Whether the manager has to say when to call again. */
export function needsTime({ movesTo, asksTime, delayMinutes }: Moving): boolean {
  return movesTo === 'later' && (asksTime || delayMinutes === null);
}

/**
 * Why an order does not take an outcome; null where it does. One that is not to be called takes every outcome but those
 * that are an appointment for a call. What else it takes says what happened, and no time.
 */
export function refusalOf(outcome: Moving, order: Callable): CallBar | null {
  return needsTime(outcome) ? barOf(order) : null;
}

/**
 * What an outcome does to its order.
 * @param order one that is not to be called is done, whatever its last call came to
 * @param callLaterAt when the manager wants to call again; null where nothing was said
 */
export function afterOutcome(
  outcome: Moving,
  order: Callable,
  now: Micros,
  callLaterAt: Micros | null,
): { place: QueuePlace; callLaterAt: Micros | null } | { fault: TimeFault | CallBar } {
  if (outcome.movesTo !== 'later' && callLaterAt !== null) return { fault: 'time-unwanted' };
  const bar = barOf(order);
  if (bar !== null) {
    if (callLaterAt !== null || refusalOf(outcome, order) !== null) return { fault: bar };
    return { place: placeFrom(now, true), callLaterAt: null };
  }
  if (outcome.movesTo !== 'later')
    return { place: placeFrom(now, outcome.movesTo === 'done'), callLaterAt: null };
  const dueAt = callLaterAt ?? (needsTime(outcome) ? null : now + (outcome.delayMinutes ?? 0) * minute);
  if (dueAt === null) return { fault: 'time-needed' };
  if (callLaterAt !== null && callLaterAt <= now) return { fault: 'time-past' };
  if (callLaterAt !== null && callLaterAt > now + farthest) return { fault: 'time-too-far' };
  return { place: { done: false, dueAt }, callLaterAt: dueAt };
}

/**
 * Where a known order stands after the shop has sent it: one that it closes is done, one that it opens again is due at
 * once, any other stays where its manager put it.
 * @param open whether the shop has it open now
 */
export function afterShop(
  before: { open: boolean; place: QueuePlace },
  open: boolean,
  now: Micros,
): QueuePlace {
  if (!open) return { done: true, dueAt: before.place.done ? before.place.dueAt : now };
  return before.open ? before.place : placeFrom(now, false);
}

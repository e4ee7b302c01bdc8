import type { Micros } from '#kernel/micros';

/** Seconds after each failed try; the last one again and again. */
const delays: readonly number[] = [2, 10, 30, 60, 300, 600, 900];

/** A message about an order that is older says nothing any more: it is given up. */
const worthFor: Micros = 4 * 3_600_000_000;

/**
 * When a message is tried again.
 * @param attempts tries that failed before this one
 * @returns null: it is given up
 */
export function nextTry(attempts: number, writtenAt: Micros, now: Micros): Micros | null {
  if (now - writtenAt >= worthFor) return null;
  return now + (delays[Math.min(attempts, delays.length - 1)] ?? 900) * 1_000_000;
}

/**
 * So often it may be unknown whether the centre took a message: after the first time it is sent once more, and the customer may have it twice;
 * after the second it is given up.
 */
export const mostUnanswered = 2;

/** How long the other parts of a message are waited for. */
export const partsWithin: Micros = 600_000_000;

/** In this time the provider gives a message again whose answer it did not hear. */
export const onceWithin: Micros = 600_000_000;

/** What came in beyond the limits waits so long, and is dropped then: a sender can be forged, and what waits must not grow without end. */
export const waitsAtMost: Micros = 4 * 3_600_000_000;

/** Seconds after each failed try to take what came in; then it is set aside. */
export const takingDelays: readonly number[] = [10, 60, 300, 900, 3600, 7200];
/** How long what was set aside is kept. */
export const setAsideFor: Micros = 30 * 86_400_000_000;

/** Messages of numbers that are no customer's, in an hour: what is more is taken and dropped. */
export const mostStrangersAnHour = 100;
/** How long those are kept. */
export const strangersFor: Micros = 30 * 86_400_000_000;

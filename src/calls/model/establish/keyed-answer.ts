import type { Call } from '../call-state';
import type { PhaseEvent, Step } from '../steps';
import { stay } from '../steps';

/*
 * Callers who are asked to key something in: customers for their order, couriers for who they are.
 */

/** Longer than any order number; further keys are not kept. */
const mostKeys = 32;

/** Wrong answers of one call. */
export const mostTries = 3;

/** What is keyed after one more key. @returns null for a key that counts for nothing */
export function withKey(soFar: string, digit: string): string | null {
  return /^\d$/.test(digit) && soFar.length < mostKeys ? soFar + digit : null;
}

/** What was being said has been heard. */
export function onHeard(
  call: Call,
  event: Extract<PhaseEvent, { type: 'announced' | 'announce-failed' | 'leg-answered' }>,
): Step {
  if (event.type === 'leg-answered' || call.hearing !== event.playbackId) return stay(call);
  return stay({ ...call, hearing: null });
}

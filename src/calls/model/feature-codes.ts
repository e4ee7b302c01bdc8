import type { Micros } from '#kernel/micros';
import type { Call, Leg } from './call-state';

/*
 * What a manager's phone may key in a conversation: a star and a digit. The customer hears the tones; the star alone does
 * nothing.
 */

export const featureCodes = {
  /** Back to the customer, from wherever the manager is. */
  back: '*0',
  /** The customer is on hold; the same again ends that. */
  hold: '*1',
  /** The customer is on hold, and the extension of a colleague follows, who is asked first. */
  consult: '*2',
  /** As above; the customer is passed on at once. */
  transfer: '*3',
  /** Manager, colleague and customer together. */
  three: '*4',
  /** Has the customer key in a new number; while that lasts, takes it back. */
  keyNumber: '*5',
} as const;

/** A star is forgotten after this time: a digit that comes later is none of a code. */
const starSeconds = 5;

/** The call after a key of the manager's phone, and the code that it completes; null for none. */
export function withFeatureKey(
  call: Call,
  { party }: Leg,
  digit: string,
  at: Micros,
): { call: Call; code: string | null } {
  if (party !== 'manager') return { call, code: null };
  const isStarGone = at - call.featureKeysAt > starSeconds * 1_000_000;
  const keys = digit === '*' || isStarGone ? digit : call.featureKeys + digit;
  const isWhole = keys.length === 2 && keys.startsWith('*');
  return {
    call: { ...call, featureKeys: digit === '*' ? '*' : '', featureKeysAt: at },
    code: isWhole ? keys : null,
  };
}

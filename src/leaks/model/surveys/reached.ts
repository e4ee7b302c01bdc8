import type { InterviewEnd } from './questions';
import type { CallView } from '#calls/model/call-view';

/** What a call's record says of the customer: it goes on; a voicemail counts as nobody. */
export type Reached = 'going' | 'answered' | 'not-answered';

type ReachFacts = Pick<CallView, 'customer' | 'voicemail' | 'endedAt'>;

export function reachedBy({ customer, voicemail, endedAt }: ReachFacts): Reached {
  if (customer.answeredAt !== null && !voicemail) return 'answered';
  return endedAt === null ? 'going' : 'not-answered';
}

/** Why an end does not go with the call's record; null if it does. @param call of this try; null for none */
export function faultOfEnd(
  end: InterviewEnd,
  call: ReachFacts | null,
): 'call-first' | 'not-answered' | 'was-answered' | null {
  if (call === null) return 'call-first';
  const isAnswered = reachedBy(call) === 'answered';
  if (end === 'not-reached') return isAnswered ? 'was-answered' : null;
  return isAnswered ? null : 'not-answered';
}

/**
 * Whether the customer may be called once more in the same try: the phone never rang, or the line broke while they talked. Whoever did not answer, or
 * hung up, is not called again before the next try.
 */
export function mayCallAgain(call: ReachFacts & Pick<CallView, 'hungUpBy'>): boolean {
  if (call.endedAt === null) return false;
  if (call.customer.startedAt === null) return true;
  return reachedBy(call) === 'answered' && call.hungUpBy !== 'customer' && call.hungUpBy !== 'manager';
}

import type { Direction } from './call-record';
import type { Phase } from './call-state';
import type { Disposition } from './disposition';

/** How an inbound call ended whose caller talked to nobody, so that somebody should call back. */
export const missedDispositions = [
  'abandoned',
  'not-taken',
  'call-back-wanted',
  'out-of-hours',
  // A fault of Star7's or the PBX's, in the middle of a conversation too: nobody knows what was said.
  'interrupted',
  'failed',
  'look-up-failed',
  'cancelled',
] as const satisfies readonly Disposition[];
export type MissedDisposition = (typeof missedDispositions)[number];

export function isMissed(disposition: Disposition | null): disposition is MissedDisposition {
  return missedDispositions.some((each) => each === disposition);
}

/** What decides whether a caller waits; of a CallView, or of a call as the interface writes it. */
interface CallNow {
  direction: Direction | (string & {});
  phase: Phase;
  disposition: Disposition | null;
}

/** Phases in which a caller has reached nobody yet. */
const waitingPhases: ReadonlySet<Phase> = new Set<Phase>([
  'identifying',
  'asking',
  'queueing',
  'calling-manager',
  'calling-courier',
  'accepting',
]);

/** Whether a caller from outside waits for somebody to answer. */
export function isCallerWaiting({ direction, phase, disposition }: CallNow): boolean {
  return direction === 'inbound' && disposition === null && waitingPhases.has(phase);
}

/** Phases of inbound calls that occupy the phone of the manager whose call it is. */
const phonePhases: ReadonlySet<Phase> = new Set<Phase>([
  'calling-manager',
  'accepting',
  'connecting',
  'talking',
  'keying',
  'holding',
  'consulting',
  // The phone is free; the call stays its manager's until somebody takes the customer.
  'transferring',
  'conferring',
]);

/** Whether the call is at its manager's phone: every call that managers make, and callers once the phone rings. */
export function isAtPhone({ direction, phase }: CallNow): boolean {
  return direction !== 'inbound' || phonePhases.has(phase);
}

/** Seconds within which an answer counts for the service level. */
export const serviceLevelSeconds = 20;
/** Callers who gave up within so many seconds do not count for the service level. */
export const shortAbandonSeconds = 5;

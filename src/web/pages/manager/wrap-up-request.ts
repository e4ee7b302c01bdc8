import type { Outcome } from '../../api/types';
import { timeOf } from './later-times';
import type { OrderDraft } from './order-draft';

export type WrapUpFault = 'no-outcome' | 'no-time' | 'time-past';

/** Whether the manager has to say when to call again. */
export function needsTime({ asksTime, movesTo, delayMinutes }: Outcome): boolean {
  return asksTime || (movesTo === 'later' && delayMinutes === null);
}

/** What the draft still lacks. @param chosen its outcome @param now milliseconds since 1970 */
export function faultsOf(draft: OrderDraft, chosen: Outcome | null, now: number): WrapUpFault[] {
  if (chosen === null) return ['no-outcome'];
  if (!needsTime(chosen)) return [];
  const at = timeOf(draft.laterAt);
  if (draft.later === null || at === null) return ['no-time'];
  return at.getTime() <= now ? ['time-past'] : [];
}

export interface WrapUpBody {
  outcome: string;
  note?: string;
  callLaterAt?: string;
  callId?: string;
}

/**
 * The request: always the same for the same draft, since its key identifies it. @param callId the call that it is
 * about
 */
export function wrapUpBody(draft: OrderDraft, outcome: Outcome, callId: string | null): WrapUpBody {
  const at = needsTime(outcome) ? timeOf(draft.laterAt) : null;
  const note = draft.note.trim();
  return {
    outcome: outcome.slug,
    ...(note === '' ? {} : { note }),
    ...(at === null ? {} : { callLaterAt: at.toISOString() }),
    ...(callId === null ? {} : { callId }),
  };
}

import type { Outcome } from '../../api/types';
import { laterTime, timeOf } from './later-times';
import type { OrderDraft } from './order-draft';

export type WrapUpFault = 'no-outcome' | 'no-time' | 'time-past';

/** What a draft still lacks. @param chosen its outcome @param now milliseconds since 1970 */
export function faultsOf(draft: OrderDraft, chosen: Outcome | null, now: number): WrapUpFault[] {
  if (chosen === null) return ['no-outcome'];
  if (!chosen.asksTime) return [];
  const at = callLaterAt(draft, now);
  if (at === null) return ['no-time'];
  return at.getTime() <= now ? ['time-past'] : [];
}

/** When to call again, as the draft has it; null where it does not say. */
export function callLaterAt({ later, laterAt }: OrderDraft, now: number): Date | null {
  if (later === null) return null;
  return later === 'exactly' ? timeOf(laterAt) : laterTime(later, now);
}

export interface WrapUpBody {
  outcome: string;
  note?: string;
  callLaterAt?: string;
  callId?: string;
}

/** What is sent. @param callId the call that it is about */
export function wrapUpBody(
  draft: OrderDraft,
  outcome: Outcome,
  callId: string | null,
  now: number,
): WrapUpBody {
  const at = outcome.asksTime ? callLaterAt(draft, now) : null;
  const note = draft.note.trim();
  return {
    outcome: outcome.slug,
    ...(note === '' ? {} : { note }),
    ...(at === null ? {} : { callLaterAt: at.toISOString() }),
    ...(callId === null ? {} : { callId }),
  };
}

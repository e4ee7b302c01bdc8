import type { CallBar } from '#orders/model/outcome';
import { barOf, needsTime, refusalOf } from '#orders/model/outcome';
import type { Order, Outcome } from '../../api/types';
import { timeOf } from './later-times';
import type { OrderDraft } from './order-draft';

export type WrapUpFault = 'no-outcome' | 'no-time' | 'time-past' | CallBar;

/** Why the order is not to be called, whenever; null where it may be. */
export function orderBar({ status, doNotCall }: Pick<Order, 'status' | 'doNotCall'>): CallBar | null {
  return barOf({ open: status === 'open', doNotCall });
}

/** Why the order does not take an outcome: the server's rule. */
export function outcomeBar(
  outcome: Outcome,
  { status, doNotCall }: Pick<Order, 'status' | 'doNotCall'>,
): CallBar | null {
  return refusalOf(outcome, { open: status === 'open', doNotCall });
}

/**
 * What the draft still lacks.
 * @param chosen its outcome
 * @param now milliseconds since 1970
 * @param bar why its order does not take the outcome
 */
export function faultsOf(
  draft: OrderDraft,
  chosen: Outcome | null,
  now: number,
  bar: CallBar | null = null,
): WrapUpFault[] {
  if (chosen === null) return ['no-outcome'];
  if (bar !== null) return [bar];
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
  checked?: string[];
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
    ...(draft.checked.length === 0 ? {} : { checked: draft.checked }),
  };
}

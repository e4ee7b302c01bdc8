import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/api-problem';
import { api, newIdempotencyKey, take } from '../../api/client';
import type { Outcome } from '../../api/types';
import { notify } from '../../app/notify';
import { dateTime } from '../../i18n/formats';
import type { OrderDraft } from './order-draft';
import { forgetLaterPages } from './queries';
import { wrapUpBody } from './wrap-up-request';

interface WrapUpRequest {
  draft: OrderDraft;
  outcome: Outcome;
  callId: string | null;
}

type OnSaved = (saved: { orderNumber: string; entryId: string }, message: string) => void;
type Change = (change: Partial<OrderDraft>) => void;

/**
 * Saves outcome and note, and returns the next order. `onSaved` gets what can be taken back. Each draft has one key: a second press, or the same request
 * after a lost answer, saves nothing twice.
 */
export function useWrapUp(orderNumber: string, change: Change, clear: () => void, onSaved: OnSaved) {
  const { t } = useTranslation('manager');
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ draft, outcome, callId }: WrapUpRequest) => {
      const body = wrapUpBody(draft, outcome, callId);
      return onceSaved(draft, change, (key) =>
        take(
          api.POST('/api/orders/{number}/wrap-up', {
            params: { path: { number: orderNumber }, header: { 'idempotency-key': key } },
            body,
          }),
        ),
      );
    },
    onSuccess: ({ order, entry }) => {
      clear();
      queries.setQueryData(['order', orderNumber], order);
      forgetLaterPages(queries);
      void queries.invalidateQueries({ queryKey: ['queue'] });
      void queries.invalidateQueries({ queryKey: ['order', orderNumber, 'timeline'] });
      onSaved(
        { orderNumber, entryId: entry.id },
        order.queue === 'later'
          ? t('wrapUp.savedForLater', { number: orderNumber, when: dateTime(order.dueAt) })
          : t('wrapUp.saved', { number: orderNumber }),
      );
    },
  });
}

/** Saves the note alone; the order stays open, and so does the rest of the draft. */
export function useSaveNote(orderNumber: string, change: Change) {
  const { t } = useTranslation('manager');
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ draft, callId }: Omit<WrapUpRequest, 'outcome'>) =>
      onceSaved(draft, change, (key) =>
        take(
          api.POST('/api/orders/{number}/notes', {
            params: { path: { number: orderNumber }, header: { 'idempotency-key': key } },
            body: { text: draft.note.trim(), ...(callId === null ? {} : { callId }) },
          }),
        ),
      ),
    onSuccess: () => {
      // The rest of the draft stays: above all the call that the outcome will be about.
      change({ note: '', key: newIdempotencyKey() });
      void queries.invalidateQueries({ queryKey: ['order', orderNumber, 'timeline'] });
      notify('good', t('wrapUp.noteSaved'));
    },
  });
}

/**
 * Sends with the draft's key. Where an earlier attempt succeeded after all and the draft has changed since, the key
 * is used up: the draft is then sent with a new one, as an entry of its own, so that no input is lost.
 */
async function onceSaved<Saved>(
  draft: OrderDraft,
  change: Change,
  send: (key: string) => Promise<Saved>,
): Promise<Saved> {
  try {
    return await send(draft.key);
  } catch (error) {
    if (!(error instanceof ApiProblem && error.slug === 'idempotency-key-reused')) throw error;
    const key = newIdempotencyKey();
    change({ key });
    return await send(key);
  }
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/api-problem';
import { api, newIdempotencyKey, take } from '../../api/client';
import type { Outcome } from '../../api/types';
import { notify } from '../../app/notify';
import type { OrderDraft } from './order-draft';
import { wrapUpBody } from './wrap-up-request';

interface WrapUpRequest {
  draft: OrderDraft;
  outcome: Outcome;
  callId: string | null;
}

interface WrapUpEnds {
  clear: () => void;
  change: (change: Partial<OrderDraft>) => void;
  onNext: (orderNumber: string | null) => void;
}

/**
 * Saves outcome and note and tells the next order. One draft, one key: a second press, or the same request after a lost
 * answer, saves nothing twice.
 */
export function useWrapUp(orderNumber: string, { clear, change, onNext }: WrapUpEnds) {
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
    onSuccess: ({ order, next }) => {
      clear();
      queries.setQueryData(['order', orderNumber], order);
      void queries.invalidateQueries({ queryKey: ['queue'] });
      void queries.invalidateQueries({ queryKey: ['order', orderNumber, 'timeline'] });
      notify('good', t('wrapUp.saved', { number: orderNumber }));
      onNext(next);
    },
  });
}

/** Saves the note alone; the order stays open. */
export function useSaveNote(orderNumber: string, { clear, change }: Omit<WrapUpEnds, 'onNext'>) {
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
      clear();
      void queries.invalidateQueries({ queryKey: ['order', orderNumber, 'timeline'] });
      notify('good', t('wrapUp.noteSaved'));
    },
  });
}

/**
 * Sends under the draft's key. Where an earlier attempt got through after all and the draft was changed since, the key is
 * spent: then it is sent under a new one, as an entry of its own, and nothing that was typed is lost.
 */
async function onceSaved<Saved>(
  draft: OrderDraft,
  change: (change: Partial<OrderDraft>) => void,
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

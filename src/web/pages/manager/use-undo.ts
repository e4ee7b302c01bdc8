import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../api/api-problem';
import { api, newIdempotencyKey, take } from '../../api/client';
import { currentNotices, dismiss, notify, subscribeToNotices } from '../../app/notify';
import { keyCaps } from '../../app/key-table';
import { forgetLaterPages } from './queries';

interface Saved {
  orderNumber: string;
  /** Of the outcome. */
  entryId: string;
}

export interface Undo {
  /** Says that an outcome is saved, with a button that takes it back. */
  offer: (saved: Saved, message: string) => void;
  /** Takes back what is on offer. */
  run: () => void;
  /** Whether something is. */
  offered: boolean;
}

/**
 * Takes the last outcome back, as long as its notice is shown.
 * @param onUndone called with the order, which is to be worked on again
 */
export function useUndo(onUndone: (orderNumber: string) => void): Undo {
  const { t } = useTranslation('manager');
  const queries = useQueryClient();
  const [last, setLast] = useState<(Saved & { notice: number }) | null>(null);
  const { mutate } = useMutation({
    mutationFn: ({ orderNumber, entryId }: Saved) =>
      take(
        api.POST('/api/orders/{number}/wrap-up/undo', {
          params: { path: { number: orderNumber }, header: { 'idempotency-key': newIdempotencyKey() } },
          body: { entry: entryId },
        }),
      ),
    onSuccess: ({ order }) => {
      const { orderNumber } = order;
      queries.setQueryData(['order', orderNumber], order);
      forgetLaterPages(queries);
      void queries.invalidateQueries({ queryKey: ['queue'] });
      void queries.invalidateQueries({ queryKey: ['order', orderNumber, 'timeline'] });
      notify('good', t('undo.done', { number: orderNumber }));
      onUndone(orderNumber);
    },
    onError: (error) => notify('bad', problemText(error)),
  });

  const undo = useCallback(
    (saved: Saved & { notice?: number }) => {
      if (saved.notice !== undefined) dismiss(saved.notice);
      setLast(null);
      mutate(saved);
    },
    [mutate],
  );
  const offer = useCallback(
    (saved: Saved, message: string) => {
      const notice = notify('good', message, {
        label: t('undo.button'),
        keys: keyCaps.undo.join('+'),
        run: () => undo(saved),
      });
      setLast({ ...saved, notice });
    },
    [t, undo],
  );
  useEffect(() => {
    if (last === null) return undefined;
    return subscribeToNotices(() => {
      if (!currentNotices().some(({ id }) => id === last.notice)) setLast(null);
    });
  }, [last]);

  return {
    offer,
    run: () => {
      if (last !== null) undo(last);
    },
    offered: last !== null,
  };
}

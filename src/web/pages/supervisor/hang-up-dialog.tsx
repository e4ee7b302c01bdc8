import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../api/api-problem';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { useLastShown } from '../../components/use-last-shown';
import { useLiveStore } from '../../live/live';
import type { BoardLine } from './board-data';

/** Asks before a call is hung up. Closes where the call ends by itself meanwhile. */
export function HangUpDialog({ line, onClose }: { line: BoardLine | null; onClose: () => void }) {
  const { t } = useTranslation('supervisor');
  const store = useLiveStore();
  const asked = useLastShown(line);
  const hangUp = useMutation({
    mutationFn: (id: string) => take(api.DELETE('/api/calls/{id}', { params: { path: { id } } })),
    onSuccess: (call) => {
      store.take(call);
      notify('good', t('board.hungUp', { name: asked?.name ?? '' }));
      onClose();
    },
    onError: (error) => {
      if (!['call-ended', 'call-not-found'].includes(problemOf(error).slug)) return;
      notify('good', t('board.confirm.over'));
      onClose();
    },
  });
  const { reset } = hangUp;
  useEffect(() => {
    if (line === null) reset();
  }, [line, reset]);

  const call = asked?.call ?? null;
  return (
    <ConfirmDialog
      opened={line !== null}
      title={t('board.confirm.title')}
      text={
        call === null || call.orderNumber === null
          ? t('board.confirm.withoutCustomer', { name: asked?.name })
          : t('board.confirm.withCustomer', {
              name: asked?.name,
              customer: call.customerName,
              order: call.orderNumber,
            })
      }
      yes={t('board.confirm.yes')}
      no={t('board.confirm.no')}
      busy={hangUp.isPending}
      error={hangUp.error}
      onYes={() => {
        if (call !== null) hangUp.mutate(call.id);
      }}
      onNo={onClose}
    />
  );
}

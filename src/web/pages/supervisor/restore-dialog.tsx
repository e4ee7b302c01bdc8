import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { useLastShown } from '../../components/use-last-shown';
import type { EntryLine } from './entry-page';

/** A changed number that can be restored, and whose it is. */
export type Restorable = Pick<EntryLine, 'entry' | 'orderNumber' | 'customerName'>;

export const changesKey = ['contact-changes'] as const;

/** Asks before the previous number is restored. */
export function RestoreDialog({ line, onClose }: { line: Restorable | null; onClose: () => void }) {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const asked = useLastShown(line);
  const restore = useMutation({
    mutationFn: ({ entry, orderNumber }: Restorable) =>
      take(
        api.POST('/api/orders/{number}/contacts/{slot}/restore', {
          params: { path: { number: orderNumber, slot: entry.slot ?? 'main' } },
          body: { entry: entry.id },
        }),
      ),
    onSuccess: async (_order, { orderNumber }) => {
      notify('good', t('changes.restored', { order: orderNumber }));
      onClose();
      await Promise.all([
        queries.invalidateQueries({ queryKey: changesKey }),
        queries.invalidateQueries({ queryKey: ['order', orderNumber] }),
      ]);
    },
  });
  const close = (): void => {
    restore.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      opened={line !== null}
      danger={false}
      title={t('changes.confirm.title')}
      text={t('changes.confirm.text', {
        order: asked?.orderNumber,
        customer: asked?.customerName,
        slot: t(`slot.${asked?.entry.slot ?? 'main'}`),
      })}
      yes={t('changes.confirm.yes')}
      no={t('changes.confirm.no')}
      busy={restore.isPending}
      error={restore.error}
      onYes={() => {
        if (asked !== null) restore.mutate(asked);
      }}
      onNo={close}
    />
  );
}

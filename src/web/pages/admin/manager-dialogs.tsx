import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { ConfirmDialog } from '../../components/confirm-dialog';
import type { ManagerRow } from './managers-data';
import { managersKey } from './managers-data';
import type { NewSignIn } from './one-time-password';
import { TypedConfirmation } from '../../components/typed-confirmation';

interface DialogProps {
  manager: ManagerRow;
  onClose: () => void;
}

export function DisableManager({ manager: { name, extension, openOrders }, onClose }: DialogProps) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const disable = useMutation({
    mutationFn: () =>
      take(api.POST('/api/managers/{extension}/disable', { params: { path: { extension } } })),
    onSuccess: async () => {
      notify('good', t('managers.disabled', { name }));
      onClose();
      await queries.invalidateQueries({ queryKey: managersKey });
    },
  });
  return (
    <TypedConfirmation
      opened
      title={t('managers.disabling.title', { name })}
      text={
        openOrders === 0
          ? t('managers.disabling.noOrders', { name })
          : t('managers.disabling.text', { name, count: openOrders })
      }
      word={extension}
      label={t('managers.disabling.type', { extension })}
      mismatch={t('managers.disabling.mismatch', { extension })}
      yes={t('managers.disabling.yes')}
      no={t('cancel')}
      busy={disable.isPending}
      error={disable.error}
      onYes={() => disable.mutate()}
      onNo={onClose}
    />
  );
}

interface ResetManagerProps extends DialogProps {
  onPassword: (signIn: NewSignIn) => void;
}

export function ResetManager({ manager: { name, extension }, onClose, onPassword }: ResetManagerProps) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const reset = useMutation({
    mutationFn: () => take(api.POST('/api/managers/{extension}/reset', { params: { path: { extension } } })),
    onSuccess: async ({ password }) => {
      onClose();
      onPassword({ name, login: extension, password });
      await queries.invalidateQueries({ queryKey: managersKey });
    },
  });
  return (
    <ConfirmDialog
      opened
      danger={false}
      title={t('managers.resetting.title', { name })}
      text={t('managers.resetting.text', { name })}
      yes={t('managers.resetting.yes')}
      no={t('cancel')}
      busy={reset.isPending}
      error={reset.error}
      onYes={() => reset.mutate()}
      onNo={onClose}
    />
  );
}

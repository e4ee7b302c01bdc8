import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { ConfirmDialog } from '../../components/confirm-dialog';
import type { AccountRow } from './accounts-data';
import { accountsKey } from './accounts-data';
import type { NewSignIn } from './one-time-password';
import { TypedConfirmation } from '../../components/typed-confirmation';

interface DialogProps {
  account: AccountRow;
  onClose: () => void;
}

export function DisableAccount({ account: { name, login }, onClose }: DialogProps) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const disable = useMutation({
    mutationFn: () => take(api.POST('/api/accounts/{login}/disable', { params: { path: { login } } })),
    onSuccess: async () => {
      notify('good', t('accounts.disabled', { name }));
      onClose();
      await queries.invalidateQueries({ queryKey: accountsKey });
    },
  });
  return (
    <TypedConfirmation
      opened
      title={t('accounts.disabling.title', { name })}
      text={t('accounts.disabling.text', { name })}
      word={login}
      label={t('accounts.disabling.type', { login })}
      mismatch={t('accounts.disabling.mismatch', { login })}
      yes={t('accounts.disabling.yes')}
      no={t('cancel')}
      busy={disable.isPending}
      error={disable.error}
      onYes={() => disable.mutate()}
      onNo={onClose}
    />
  );
}

interface ResetAccountProps extends DialogProps {
  onPassword: (signIn: NewSignIn) => void;
}

export function ResetAccount({ account: { name, login }, onClose, onPassword }: ResetAccountProps) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const reset = useMutation({
    mutationFn: () => take(api.POST('/api/accounts/{login}/reset', { params: { path: { login } } })),
    onSuccess: async ({ password }) => {
      onClose();
      onPassword({ name, login, password });
      await queries.invalidateQueries({ queryKey: accountsKey });
    },
  });
  return (
    <ConfirmDialog
      opened
      danger={false}
      title={t('accounts.resetting.title', { name })}
      text={t('accounts.resetting.text', { name })}
      yes={t('accounts.resetting.yes')}
      no={t('cancel')}
      busy={reset.isPending}
      error={reset.error}
      onYes={() => reset.mutate()}
      onNo={onClose}
    />
  );
}

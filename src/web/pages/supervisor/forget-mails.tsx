import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { useSession } from '../../app/session';
import { threadQuery } from '../../mails/mails-data';
import { TypedConfirmation } from '../../components/typed-confirmation';

/** Deletes a customer's mails because the customer asked for it: for administrators, where there are any. */
export function ForgetMails({ orderNumber }: { orderNumber: string }) {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const { role } = useSession().session;
  const isAdministrator = role === 'administrator';
  const { data } = useQuery({ ...threadQuery(orderNumber), enabled: isAdministrator });
  const [isOpen, setOpen] = useState(false);
  const close = (): void => {
    setOpen(false);
    forget.reset();
  };
  const forget = useMutation({
    mutationFn: () =>
      take(api.DELETE('/api/orders/{number}/mails', { params: { path: { number: orderNumber } } })),
    onSuccess: async () => {
      notify('good', t('forget.done'));
      close();
      await queries.invalidateQueries({ queryKey: ['order', orderNumber, 'mails'] });
    },
  });
  if (!isAdministrator || (data?.items ?? []).length === 0) return null;
  return (
    <>
      <Button variant="default" size="xs" w="fit-content" onClick={() => setOpen(true)}>
        {t('forget.button')}
      </Button>
      <TypedConfirmation
        key={String(isOpen)}
        opened={isOpen}
        title={t('forget.title')}
        text={t('forget.text')}
        word={orderNumber}
        label={t('forget.label', { order: orderNumber })}
        mismatch={t('forget.mismatch')}
        yes={t('forget.yes')}
        no={t('forget.no')}
        busy={forget.isPending}
        error={forget.error}
        onYes={() => forget.mutate()}
        onNo={close}
      />
    </>
  );
}

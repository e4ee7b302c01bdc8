import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldFault } from '../api/api-problem';
import { api, take } from '../api/client';
import { notify } from '../app/notify';
import { ProblemAlert } from '../components/problem-alert';
import { useFilledIn } from '../components/use-filled-in';
import { date } from '../i18n/formats';
import classes from './mail.module.css';
import type { Thread } from './mails-data';

interface AddressLineProps {
  orderNumber: string;
  thread: Pick<Thread, 'address' | 'canConfirm'>;
}

/** What is known of the customer's address, which is never shown: another can be entered, and the customer be asked to confirm it. */
export function AddressLine({ orderNumber, thread: { address, canConfirm } }: AddressLineProps) {
  const { t } = useTranslation('mail');
  const queries = useQueryClient();
  const [isChanging, setChanging] = useState(false);
  const ask = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/orders/{number}/email-confirmation', { params: { path: { number: orderNumber } } }),
      ),
    onSuccess: async () => {
      notify('good', t('address.askSent'));
      await queries.invalidateQueries({ queryKey: ['order', orderNumber, 'mails'] });
    },
  });
  const { state, at } = address;
  return (
    <div data-testid="address">
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          {t(`address.${state}`, { when: at === null ? '' : date(at) })}
        </Text>
        {canConfirm && (
          <Button variant="subtle" size="compact-sm" loading={ask.isPending} onClick={() => ask.mutate()}>
            {t(state === 'asked' ? 'address.askAgain' : 'address.ask')}
          </Button>
        )}
        {!isChanging && (
          <Button variant="subtle" size="compact-sm" onClick={() => setChanging(true)}>
            {t(state === 'none' ? 'address.add' : 'address.change')}
          </Button>
        )}
      </Group>
      <ProblemAlert error={ask.error} />
      {isChanging && <AddressForm orderNumber={orderNumber} onClose={() => setChanging(false)} />}
    </div>
  );
}

/** Takes a new address. It is never shown again, and no draft of it is kept. */
function AddressForm({ orderNumber, onClose }: { orderNumber: string; onClose: () => void }) {
  const { t } = useTranslation('mail');
  const { t: common } = useTranslation();
  const queries = useQueryClient();
  const [address, setAddress] = useState('');
  const save = useMutation({
    mutationFn: () =>
      take(
        api.PUT('/api/orders/{number}/contacts/email', {
          params: { path: { number: orderNumber } },
          body: { address },
        }),
      ),
    onSuccess: async (order) => {
      queries.setQueryData(['order', orderNumber], order);
      notify('good', t('address.saved'));
      onClose();
      await queries.invalidateQueries({ queryKey: ['order', orderNumber] });
    },
  });
  const filled = useFilledIn(() => {
    if (!save.isPending) save.mutate();
  });
  const fault = fieldFault(save.error, 'address');
  return (
    <form {...filled.form} className={classes.form ?? ''}>
      <Stack gap="xs">
        <TextInput
          label={t('address.field')}
          description={t('address.hint')}
          value={address}
          onChange={(event) => {
            setAddress(event.currentTarget.value);
            if (save.isError) save.reset();
          }}
          error={filled.missing(address) ?? fault}
          inputMode="email"
          name="new-address"
          autoComplete="off"
          spellCheck={false}
          maxLength={254}
          required
          withAsterisk={false}
          data-autofocus
        />
        <ProblemAlert error={fault === null ? save.error : null} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('address.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

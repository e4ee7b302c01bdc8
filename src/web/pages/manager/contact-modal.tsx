import type { Slot } from '#kernel/slot';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldFault } from '../../api/api-problem';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { ProblemAlert } from '../../components/problem-alert';
import { useFilledIn } from '../../components/use-filled-in';

interface ContactModalProps {
  orderNumber: string;
  slot: Slot;
  onClose: () => void;
  onSaved: () => void;
}

/** Takes a new number. The number is never shown again, and no draft of it is kept. */
export function ContactModal({ orderNumber, slot, onClose, onSaved }: ContactModalProps) {
  const { t } = useTranslation('manager');
  const { t: common } = useTranslation();
  const queries = useQueryClient();
  const [number, setNumber] = useState('');
  const save = useMutation({
    mutationFn: () =>
      take(
        api.PUT('/api/orders/{number}/contacts/{slot}', {
          params: { path: { number: orderNumber, slot } },
          body: { number },
        }),
      ),
    onSuccess: (order) => {
      queries.setQueryData(['order', orderNumber], order);
      void queries.invalidateQueries({ queryKey: ['order', orderNumber, 'timeline'] });
      notify('good', t('contact.saved'));
      onSaved();
      onClose();
    },
  });
  const filled = useFilledIn(() => {
    if (!save.isPending) save.mutate();
  });
  const fault = fieldFault(save.error, 'number');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('contact.title', { slot: common(`slots.${slot}`) })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form {...filled.form}>
        <Stack>
          <TextInput
            label={t('contact.field')}
            description={t('contact.hint')}
            value={number}
            onChange={(event) => {
              setNumber(event.currentTarget.value);
              if (save.isError) save.reset();
            }}
            error={filled.missing(number) ?? fault}
            type="tel"
            name="new-contact"
            autoComplete="off"
            maxLength={64}
            required
            withAsterisk={false}
            data-autofocus
          />
          <ProblemAlert error={fault === null ? save.error : null} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('contact.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

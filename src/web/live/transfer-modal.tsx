import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Radio.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import { Button, Checkbox, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../api/client';
import type { Call } from '../api/types';
import { useSession } from '../app/session';
import { Asked } from '../components/asked';
import { ProblemAlert } from '../components/problem-alert';
import { useLiveStore } from './live';
import { isOwnOrder } from './whose-call';

/** How often the list shows anew who is free. */
const againMs = 3000;

/** The choice that is no extension. */
const anybody = 'anybody';

interface TransferModalProps {
  call: Call;
  onClose: () => void;
}

/** To whom the customer goes, whether the colleague is asked first, and whether the order goes along. */
export function TransferModal({ call, onClose }: TransferModalProps) {
  const { t } = useTranslation();
  const store = useLiveStore();
  const { extension: own } = useSession().session;
  const [whom, setWhom] = useState('');
  const [withOrder, setWithOrder] = useState(false);
  const colleagues = useQuery({
    queryKey: ['colleagues'],
    queryFn: () => take(api.GET('/api/colleagues')),
    refetchInterval: againMs,
  });
  const transfer = useMutation({
    mutationFn: (kind: 'attended' | 'blind') =>
      take(
        api.POST('/api/calls/{id}/transfer', {
          params: { path: { id: call.id } },
          body: { kind, withOrder, ...(whom !== anybody && { extension: whom }) },
        }),
      ),
    onSuccess: (after) => {
      store.take(after);
      onClose();
    },
  });
  const begin = (kind: 'attended' | 'blind') => (): void => {
    if (whom !== '' && !transfer.isPending) transfer.mutate(kind);
  };
  return (
    <Modal opened onClose={onClose} title={t('passOn.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        <Asked query={colleagues} lines={3}>
          {({ items }) =>
            items.length === 0 ? (
              <Text>{t('passOn.none')}</Text>
            ) : (
              <Radio.Group
                label={t('passOn.whom')}
                value={whom}
                onChange={(chosen) => {
                  setWhom(chosen);
                  transfer.reset();
                }}
              >
                <Stack gap="xs" mt="xs">
                  {items.map(({ extension, name, state }) => (
                    <Radio
                      key={extension}
                      value={extension}
                      disabled={state !== 'free'}
                      label={`${name} (${extension})`}
                      description={t(`passOn.states.${state}`)}
                    />
                  ))}
                  <Radio value={anybody} label={t('passOn.anybody')} />
                </Stack>
              </Radio.Group>
            )
          }
        </Asked>
        {isOwnOrder(call, own) && (
          <Checkbox
            label={t('passOn.withOrder')}
            description={t('passOn.withOrderHint')}
            checked={withOrder}
            onChange={(event) => setWithOrder(event.currentTarget.checked)}
          />
        )}
        <ProblemAlert error={transfer.error} />
        <Group justify="flex-end">
          <Button variant="default" disabled={whom === ''} onClick={begin('blind')}>
            {t('passOn.now')}
          </Button>
          <Button disabled={whom === ''} loading={transfer.isPending} onClick={begin('attended')}>
            {t('passOn.ask')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

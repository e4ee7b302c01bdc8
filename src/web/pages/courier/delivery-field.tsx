import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { api, take } from '../../api/client';
import type { Body } from '../../api/types';
import { notify } from '../../app/notify';
import { ProblemAlert } from '../../components/problem-alert';
import { dateTime } from '../../i18n/formats';
import { useCouriers } from './couriers-data';

/** Who delivers the order of the present address, and the hand-over. Nothing where the shop has no couriers. */
export function DeliveryField() {
  const { t } = useTranslation('courier');
  const { number } = useParams<{ number: string }>();
  const queries = useQueryClient();
  const couriers = useCouriers(false);
  const queryKey = ['order', number, 'delivery'];
  const path = { number };
  const delivery = useQuery({
    queryKey,
    queryFn: () => take(api.GET('/api/orders/{number}/delivery', { params: { path } })),
    enabled: (couriers.data?.length ?? 0) > 0,
  });
  const save = useMutation({
    mutationFn: (body: Body<'/api/orders/{number}/delivery', 'put'>) =>
      take(api.PUT('/api/orders/{number}/delivery', { params: { path }, body })),
    onSuccess: (after) => {
      queries.setQueryData(queryKey, after);
      notify('good', t('delivery.saved'));
    },
  });
  if (delivery.data === undefined || couriers.data === undefined) return null;
  const { delivery: present } = delivery.data;
  return (
    <section aria-label={t('delivery.title')}>
      <Group align="end" gap="sm">
        <NativeSelect
          label={t('delivery.courier')}
          value={present?.courier ?? ''}
          disabled={save.isPending}
          onChange={({ currentTarget: { value } }) =>
            save.mutate(value === '' ? { ended: 'taken-back' } : { courier: value })
          }
          data={[
            { value: '', label: t('delivery.nobody') },
            ...couriers.data.map((courier) => ({
              value: courier.number,
              label: t('delivery.who', { number: courier.number, name: courier.name }),
            })),
          ]}
        />
        {present !== null && (
          <Button
            variant="default"
            loading={save.isPending}
            onClick={() => save.mutate({ ended: 'delivered' })}
          >
            {t('delivery.delivered')}
          </Button>
        )}
      </Group>
      {present !== null && (
        <Text size="sm" c="dimmed">
          {t('delivery.since', { when: dateTime(present.handedOverAt) })}
        </Text>
      )}
      <ProblemAlert error={save.error} />
    </section>
  );
}

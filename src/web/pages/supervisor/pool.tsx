import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import { Button, Checkbox, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import type { Order } from '../../api/types';
import { notify } from '../../app/notify';
import { EmptyNote } from '../../components/empty-note';
import { useKeysetPages } from '../../components/keyset-pages';
import { KeysetView } from '../../components/keyset-view';
import { PageFrame } from '../../components/page-frame';
import { ProblemAlert } from '../../components/problem-alert';
import { RowTable } from '../../components/row-table';
import { dateTime, money } from '../../i18n/formats';
import { byExtension } from './board-state';
import { OrderLink } from './order-link';
import { usePeople } from './people';

const poolKey = ['pool'] as const;
/** Each order goes to whoever has the fewest. */
const byLoad = '';

/** Orders that no manager has: a supervisor deals them out. */
export function Pool() {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const list = useKeysetPages<Order>(poolKey, (page) =>
    take(api.GET('/api/pool', { params: { query: page } })),
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [to, setTo] = useState(byLoad);
  const deal = useMutation({
    mutationFn: (orders: string[]) =>
      take(api.POST('/api/pool/deal', { body: { orders, extension: to === byLoad ? null : to } })),
    onSuccess: async ({ items }) => {
      notify('good', t('pool.dealt', { count: items.length }));
      setChosen(new Set());
      await queries.invalidateQueries({ queryKey: poolKey });
    },
  });
  const people = [...usePeople()].sort(byExtension);
  const toggle = (orderNumber: string): void => {
    const next = new Set(chosen);
    if (!next.delete(orderNumber)) next.add(orderNumber);
    setChosen(next);
  };
  return (
    <PageFrame title={t('pool.title')}>
      <Stack>
        <Text size="sm" c="dimmed" maw={720}>
          {t('pool.about')}
        </Text>
        <KeysetView
          list={list}
          empty={<EmptyNote icon={IconInbox} title={t('pool.empty.title')} text={t('pool.empty.text')} />}
        >
          {(orders) => (
            <Stack>
              <Group align="end">
                <NativeSelect
                  label={t('pool.to')}
                  value={to}
                  onChange={(event) => setTo(event.currentTarget.value)}
                  data={[
                    { value: byLoad, label: t('pool.byLoad') },
                    ...people.map(({ extension, name }) => ({
                      value: extension,
                      label: t('managerOf', { name, extension }),
                    })),
                  ]}
                />
                <Button
                  disabled={chosen.size === 0}
                  loading={deal.isPending}
                  onClick={() => deal.mutate([...chosen])}
                >
                  {t('pool.deal', { count: chosen.size })}
                </Button>
                <Button
                  variant="default"
                  onClick={() => setChosen(new Set(orders.map(({ orderNumber }) => orderNumber)))}
                >
                  {t('pool.all')}
                </Button>
              </Group>
              {deal.isError && <ProblemAlert error={deal.error} />}
              <RowTable<Order>
                caption={t('pool.caption')}
                rows={orders}
                keyOf={({ orderNumber }) => orderNumber}
                onOpen={({ orderNumber }) => toggle(orderNumber)}
                columns={[
                  {
                    key: 'chosen',
                    header: t('pool.chosen'),
                    headless: true,
                    cell: ({ orderNumber }) => (
                      <Checkbox
                        aria-label={t('pool.choose', { order: orderNumber })}
                        checked={chosen.has(orderNumber)}
                        onChange={() => toggle(orderNumber)}
                      />
                    ),
                  },
                  {
                    key: 'order',
                    header: t('pool.order'),
                    names: true,
                    cell: ({ orderNumber }) => <OrderLink orderNumber={orderNumber} />,
                  },
                  { key: 'name', header: t('pool.customer'), cell: ({ customerName }) => customerName },
                  {
                    key: 'amount',
                    header: t('pool.amount'),
                    numeric: true,
                    cell: ({ amount, currency }) => (amount === null ? '–' : money(amount, currency)),
                  },
                  {
                    key: 'placedAt',
                    header: t('pool.placedAt'),
                    cell: ({ placedAt }) => (placedAt === null ? '–' : dateTime(placedAt)),
                  },
                ]}
              />
            </Stack>
          )}
        </KeysetView>
      </Stack>
    </PageFrame>
  );
}

import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import { Button, Checkbox, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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
import { LateTextField } from './late-text-field';
import { OrderLink } from './order-link';
import { useManagerOptions } from './people';

const poolKey = ['pool'] as const;
/** Each order goes to whoever has the fewest. */
const byLoad = '';

/** Orders that no manager has: a supervisor deals them out. */
export function Pool() {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const [search, setSearch] = useState<string | null>(null);
  const sought = search === null ? {} : { search };
  const list = useKeysetPages<Order>([...poolKey, 'list', search], (page) =>
    take(api.GET('/api/pool', { params: { query: { ...page, ...sought } } })),
  );
  const found = useQuery({
    queryKey: [...poolKey, 'count', search],
    queryFn: async () => (await take(api.GET('/api/pool/count', { params: { query: sought } }))).orders,
  }).data;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  /** All that the search finds, also what is not loaded yet. */
  const [isAll, setAll] = useState(false);
  const [to, setTo] = useState(byLoad);
  const deal = useMutation({
    mutationFn: () => {
      const extension = to === byLoad ? null : to;
      const body = isAll ? { search: search ?? '', extension } : { orders: [...chosen], extension };
      return take(api.POST('/api/pool/deal', { body }));
    },
    onSuccess: async ({ dealt }) => {
      notify('good', t('pool.dealt', { count: dealt }));
      choose(new Set());
      await queries.invalidateQueries({ queryKey: poolKey });
    },
  });
  const choose = (orders: ReadonlySet<string>): void => {
    setChosen(orders);
    setAll(false);
  };
  const managers = useManagerOptions();
  const toggle = (orderNumber: string): void => {
    // Out of all that are found, the loaded ones without this one are left.
    const next = new Set(isAll ? list.items?.map((order) => order.orderNumber) : chosen);
    if (!next.delete(orderNumber)) next.add(orderNumber);
    choose(next);
  };
  return (
    <PageFrame title={t('pool.title')}>
      <Stack>
        <Text size="sm" c="dimmed" maw={720}>
          {t('pool.about')}
        </Text>
        <LateTextField
          label={t('pool.search')}
          placeholder={t('pool.searchHint')}
          value={search}
          maxLength={100}
          onChange={(text) => {
            setSearch(text);
            choose(new Set());
          }}
        />
        <KeysetView
          list={list}
          empty={
            search === null ? (
              <EmptyNote icon={IconInbox} title={t('pool.empty.title')} text={t('pool.empty.text')} />
            ) : (
              <EmptyNote icon={IconInbox} title={t('pool.nothing.title')} text={t('pool.nothing.text')} />
            )
          }
        >
          {(orders) => (
            <Stack>
              <Group align="end">
                <NativeSelect
                  label={t('pool.to')}
                  value={to}
                  onChange={(event) => setTo(event.currentTarget.value)}
                  data={[{ value: byLoad, label: t('pool.byLoad') }, ...managers]}
                />
                <Button
                  disabled={!isAll && chosen.size === 0}
                  loading={deal.isPending}
                  onClick={() => deal.mutate()}
                >
                  {t('pool.deal', { count: isAll ? (found ?? orders.length) : chosen.size })}
                </Button>
                <Button
                  variant="default"
                  onClick={() => choose(new Set(orders.map(({ orderNumber }) => orderNumber)))}
                >
                  {t('pool.all')}
                </Button>
                {found !== undefined && found > orders.length && (
                  <Button variant="default" aria-pressed={isAll} onClick={() => setAll(true)}>
                    {t('pool.allFound', { count: found })}
                  </Button>
                )}
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
                        checked={isAll || chosen.has(orderNumber)}
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

import { Alert, Anchor, Button, Group, Text, UnstyledButton } from '@mantine/core';
import { IconPhoneOff, IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import type { Call } from '../../api/types';
import { EmptyNote } from '../../components/empty-note';
import { useKeysetPages } from '../../components/keyset-pages';
import { KeysetView } from '../../components/keyset-view';
import { PageFrame } from '../../components/page-frame';
import { RowTable } from '../../components/row-table';
import { dateTime, duration } from '../../i18n/formats';
import { useLive } from '../../live/live';
import { useAddressFilter } from './address-filter';
import { CallDrawer } from './call-drawer';
import { callQueryOf, everyCall, readCallFilter, writeCallFilter } from './call-filter';
import { CallFilters } from './call-filters';
import { ResultBadge } from './call-words';
import { ExportButton } from './export-button';
import { OrderLink } from './order-link';
import { useNameOf } from './people';

/** All calls, newest first. */
export function CallLog() {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const [filter, setFilter] = useAddressFilter(readCallFilter, writeCallFilter);
  const filtered = writeCallFilter(filter) !== '';
  const queryKey = ['calls', writeCallFilter(filter)];
  const list = useKeysetPages<Call>(queryKey, (page) => {
    const query = { ...callQueryOf(filter, new Date()), ...page };
    return take(api.GET('/api/calls', { params: { query } }));
  });
  const nameOf = useNameOf();
  const [opened, setOpened] = useState<Call | null>(null);
  const { calls } = useLive();
  const news = newEnded([...calls.values()], list.items);

  return (
    <PageFrame title={t('calls.title')} actions={<ExportButton filter={filter} />}>
      <CallFilters filter={filter} onChange={setFilter} filtered={filtered} />
      {news > 0 && !filtered && (
        <Alert color="indigo" mb="sm" p="xs" role="status">
          <Group justify="space-between">
            <Text size="sm">{t('calls.new', { count: news })}</Text>
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<IconRefresh size={14} aria-hidden />}
              onClick={() => void queries.resetQueries({ queryKey })}
            >
              {t('calls.showNew')}
            </Button>
          </Group>
        </Alert>
      )}
      <KeysetView
        list={list}
        lines={8}
        empty={
          <EmptyNote
            icon={IconPhoneOff}
            title={t(filtered ? 'calls.nothingFound.title' : 'calls.empty.title')}
            text={t(filtered ? 'calls.nothingFound.text' : 'calls.empty.text')}
            action={
              filtered && (
                <Button variant="light" onClick={() => setFilter(everyCall)}>
                  {t('clearFilters')}
                </Button>
              )
            }
          />
        }
      >
        {(items) => (
          <RowTable<Call>
            caption={t('calls.caption')}
            rows={items.map((call) => calls.get(call.id) ?? call)}
            keyOf={({ id }) => id}
            onOpen={setOpened}
            columns={[
              {
                key: 'when',
                header: t('when'),
                names: true,
                cell: (call) => (
                  <UnstyledButton
                    fz="sm"
                    onClick={() => setOpened(call)}
                    aria-label={t('calls.open', { time: dateTime(call.requestedAt) })}
                  >
                    <Anchor component="span" size="sm">
                      {dateTime(call.requestedAt)}
                    </Anchor>
                  </UnstyledButton>
                ),
              },
              {
                key: 'manager',
                header: t('manager'),
                // Of a customer who was passed on, everybody who had them.
                cell: ({ extension, courierName, managers }) =>
                  courierName !== null
                    ? t('courierOf', { name: courierName })
                    : extension === ''
                      ? '–'
                      : (managers.length > 1 ? managers : [extension]).map(nameOf).join(' → '),
              },
              {
                key: 'order',
                header: t('order'),
                cell: ({ orderNumber, customerName }) =>
                  orderNumber === null ? (
                    <Text span size="sm" c="dimmed">
                      {t('unknownOrder')}
                    </Text>
                  ) : (
                    <span>
                      <OrderLink orderNumber={orderNumber} />
                      <Text span c="dimmed" size="sm">
                        {' '}
                        {customerName}
                      </Text>
                    </span>
                  ),
              },
              { key: 'result', header: t('calls.result'), cell: (call) => <Result call={call} /> },
              {
                key: 'talk',
                header: t('calls.talk'),
                numeric: true,
                cell: ({ talkSeconds }) => (talkSeconds > 0 ? duration(talkSeconds) : '–'),
              },
              {
                key: 'endedBy',
                header: t('calls.endedBy'),
                cell: ({ hungUpBy }) => (hungUpBy === null ? '–' : t(`ender.${hungUpBy}`)),
              },
            ]}
          />
        )}
      </KeysetView>
      <CallDrawer call={opened} onClose={() => setOpened(null)} nameOf={nameOf} />
    </PageFrame>
  );
}

/** What became of a call, and that it came from a customer. */
function Result({ call }: { call: Call }) {
  const { t } = useTranslation('supervisor');
  return (
    <Group gap={6}>
      <ResultBadge call={call} />
      {call.direction !== 'outbound' && (
        <Text span size="xs" c="dimmed">
          {t(`calls.${call.direction}`)}
        </Text>
      )}
    </Group>
  );
}

/** Calls that are newer than the loaded list: later than its first, and not in it. */
function newEnded(live: readonly Call[], items: readonly Call[] | undefined): number {
  if (items === undefined) return 0;
  const newest = items[0]?.requestedAt ?? '';
  return live.filter(({ requestedAt, id }) => requestedAt > newest && !items.some((item) => item.id === id))
    .length;
}

import { Button, Text } from '@mantine/core';
import { IconFileSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import type { Answer, ItemOf } from '../../api/types';
import { EmptyNote } from '../../components/empty-note';
import { useKeysetPages } from '../../components/keyset-pages';
import { KeysetView } from '../../components/keyset-view';
import { PageFrame } from '../../components/page-frame';
import { RowTable } from '../../components/row-table';
import { dateTime } from '../../i18n/formats';
import { useAddressFilter } from './address-filter';
import { auditQueryOf, detailPairs, readAuditFilter, wholeAudit, writeAuditFilter } from './audit-filter';
import { ChainState } from './chain-state';
import { FilterBar } from './filter-bar';
import { LateTextField } from './late-text-field';
import { periods } from './period';
import { Reveals } from './reveals';
import { PeriodField } from './period-field';

type AuditLine = ItemOf<Answer<'/api/audit', 'get'>>;

/** Actions of users and programs, newest first. */
export function AuditLog() {
  const { t } = useTranslation('supervisor');
  const [filter, setFilter] = useAddressFilter(readAuditFilter, writeAuditFilter);
  const filtered = writeAuditFilter(filter) !== '';
  const list = useKeysetPages<AuditLine>(['audit', writeAuditFilter(filter)], (page) => {
    const query = { ...auditQueryOf(filter, new Date()), ...page };
    return take(api.GET('/api/audit', { params: { query } }));
  });
  return (
    <PageFrame title={t('audit.title')}>
      <Reveals />
      <ChainState />
      <FilterBar filtered={filtered} onClear={() => setFilter(wholeAudit)}>
        <PeriodField
          value={filter}
          choices={periods}
          onChange={(period) => setFilter({ ...filter, ...period })}
        />
        {(['actor', 'action', 'subject'] as const).map((field) => (
          <LateTextField
            key={field}
            label={t(`audit.${field}`)}
            placeholder={t(`audit.${field}Hint`)}
            maxLength={field === 'action' ? 64 : 100}
            value={filter[field]}
            onChange={(value) => setFilter({ ...filter, [field]: value })}
          />
        ))}
      </FilterBar>
      <KeysetView
        list={list}
        lines={8}
        empty={
          <EmptyNote
            icon={IconFileSearch}
            title={t(filtered ? 'audit.nothingFound.title' : 'audit.empty.title')}
            text={t(filtered ? 'audit.nothingFound.text' : 'audit.empty.text')}
            action={
              filtered && (
                <Button variant="light" onClick={() => setFilter(wholeAudit)}>
                  {t('clearFilters')}
                </Button>
              )
            }
          />
        }
      >
        {(lines) => (
          <RowTable<AuditLine>
            caption={t('audit.caption')}
            rows={lines}
            keyOf={({ seq, at, action }) => seq ?? `${at} ${action}`}
            columns={[
              { key: 'at', header: t('when'), names: true, cell: ({ at }) => dateTime(at) },
              { key: 'actor', header: t('audit.actor'), cell: ({ actor }) => actor },
              { key: 'action', header: t('audit.action'), cell: ({ action }) => action },
              { key: 'subject', header: t('audit.subject'), cell: ({ subject }) => subject ?? '–' },
              {
                key: 'detail',
                header: t('audit.details'),
                cell: ({ detail }) => <Detail detail={detail} />,
              },
              {
                key: 'seq',
                header: t('audit.number'),
                numeric: true,
                cell: ({ seq }) => seq ?? '–',
              },
            ]}
          />
        )}
      </KeysetView>
    </PageFrame>
  );
}

function Detail({ detail }: { detail: unknown }) {
  const pairs = detailPairs(detail);
  if (pairs.length === 0) return '–';
  return (
    <Text size="xs" span>
      {pairs.map(({ name, value }) => `${name}: ${value}`).join(' · ')}
    </Text>
  );
}

import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { Asked } from '../../components/asked';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { PageFrame } from '../../components/page-frame';
import { RowTable } from '../../components/row-table';
import { DidForm } from './did-form';
import type { DidRow } from './dids-data';
import { didsKey, nameOf, useDids } from './dids-data';
import { useOpenedForm } from './opened-form';

/** What a call to each of the company's numbers does. */
export function Dids() {
  const { t } = useTranslation('admin');
  const query = useDids();
  const form = useOpenedForm();
  const [removing, setRemoving] = useState<DidRow | null>(null);
  const edited = query.data?.find((row) => nameOf(row) === form.of);
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => form.open('new')}>
      {t('dids.add')}
    </Button>
  );
  return (
    <PageFrame title={t('dids.title')} actions={add}>
      <Text size="sm" c="dimmed" mb="md" maw="52rem">
        {t('dids.about')}
      </Text>
      <Asked query={query}>
        {(rows) => <DidTable rows={rows} onChange={(row) => form.open(nameOf(row))} onRemove={setRemoving} />}
      </Asked>
      {query.data !== undefined && (form.of === 'new' || edited !== undefined) && (
        <DidForm key={form.of} row={edited ?? null} rows={query.data} onClose={form.close} />
      )}
      {removing !== null && <RemoveDid row={removing} onClose={() => setRemoving(null)} />}
    </PageFrame>
  );
}

interface DidTableProps {
  rows: DidRow[];
  onChange: (row: DidRow) => void;
  onRemove: (row: DidRow) => void;
}

function DidTable({ rows, onChange, onRemove }: DidTableProps) {
  const { t } = useTranslation('admin');
  const number = ({ did }: DidRow): string => did ?? t('dids.rest');
  return (
    <RowTable<DidRow>
      caption={t('dids.caption')}
      rows={rows}
      keyOf={nameOf}
      columns={[
        { key: 'number', header: t('dids.number'), names: true, cell: number },
        { key: 'label', header: t('dids.label'), cell: ({ label }) => (label === '' ? '—' : label) },
        { key: 'open', header: t('dids.open'), cell: (row) => <Open row={row} /> },
        { key: 'taken', header: t('dids.taken'), cell: ({ group }) => group ?? t('dids.everybody') },
        {
          key: 'unknown',
          header: t('dids.unknown'),
          cell: ({ unknownCaller }) => t(`dids.unknownCallers.${unknownCaller}`),
        },
        {
          key: 'fallback',
          header: t('dids.fallback'),
          cell: ({ fallback }) => t(`dids.fallbacks.${fallback}`),
        },
        {
          key: 'actions',
          header: t('dids.actions'),
          headless: true,
          numeric: true,
          cell: (row) => (
            <Group gap={4} justify="flex-end" wrap="nowrap">
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('dids.changeOf', { number: number(row) })}
                onClick={() => onChange(row)}
              >
                <IconPencil size={18} aria-hidden />
              </ActionIcon>
              {row.changedAt !== null && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={t('dids.removeOf', { number: number(row) })}
                  onClick={() => onRemove(row)}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              )}
            </Group>
          ),
        },
      ]}
    />
  );
}

function Open({ row: { openingHours, holidays } }: { row: DidRow }) {
  const { t } = useTranslation('admin');
  return [
    openingHours ?? t('dids.always'),
    ...(holidays.length === 0 ? [] : [t('dids.holidays', { count: holidays.length })]),
  ].join('; ');
}

function RemoveDid({ row, onClose }: { row: DidRow; onClose: () => void }) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => take(api.DELETE('/api/dids/{did}', { params: { path: { did: nameOf(row) } } })),
    onSuccess: async () => {
      notify('good', t('dids.removed'));
      onClose();
      await queries.invalidateQueries({ queryKey: didsKey });
    },
  });
  return (
    <ConfirmDialog
      opened
      title={t('dids.removing.title', { number: row.did ?? t('dids.rest') })}
      text={t(row.did === null ? 'dids.removing.textRest' : 'dids.removing.text')}
      yes={t('dids.removing.yes')}
      no={t('cancel')}
      busy={remove.isPending}
      error={remove.error}
      onYes={() => remove.mutate()}
      onNo={onClose}
    />
  );
}

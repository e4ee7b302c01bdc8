import { Anchor, Badge, Stack, Text, Title } from '@mantine/core';
import { IconDownload, IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Asked } from '../../components/asked';
import { EmptyNote } from '../../components/empty-note';
import { PageFrame } from '../../components/page-frame';
import { RowTable } from '../../components/row-table';
import { count, dateTime } from '../../i18n/formats';
import { language } from '../../i18n/languages';
import { bytes } from './bytes';
import { ImportUpload } from './import-upload';
import type { Import } from './imports-data';
import { faultWord, useImports } from './imports-data';

const colours = { running: 'indigo', done: 'green', failed: 'red', interrupted: 'orange' } as const;

/** Imports orders from the shop's CSV, and lists past imports. */
export function ImportPage() {
  const { t } = useTranslation('admin');
  const query = useImports();
  return (
    <PageFrame title={t('import.title')}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('import.about')}
        </Text>
        <ImportUpload />
        <details>
          <Text component="summary" size="sm" c="var(--mantine-color-anchor)" style={{ cursor: 'pointer' }}>
            {t('import.columns')}
          </Text>
          <Text size="sm" mt={4} maw={720}>
            {t('import.columnsText')}
          </Text>
        </details>
        <Title order={2} size="h5">
          {t('import.past')}
        </Title>
        <Asked query={query}>
          {(imports) =>
            imports.length === 0 ? (
              <EmptyNote
                icon={IconFileImport}
                title={t('import.empty.title')}
                text={t('import.empty.text')}
              />
            ) : (
              <ImportTable imports={imports} />
            )
          }
        </Asked>
      </Stack>
    </PageFrame>
  );
}

function ImportTable({ imports }: { imports: Import[] }) {
  const { t } = useTranslation('admin');
  const numeric = (key: 'rowsRead' | 'added' | 'changed' | 'unchanged') => ({
    key,
    header: t(`import.${key}`),
    numeric: true,
    cell: (each: Import) => count(each[key]),
  });
  return (
    <RowTable<Import>
      caption={t('import.caption')}
      rows={imports}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'startedAt',
          header: t('import.startedAt'),
          names: true,
          cell: ({ startedAt }) => dateTime(startedAt),
        },
        {
          key: 'state',
          header: t('import.state.label'),
          cell: ({ state, fault, dryRun }) => (
            <span>
              <Badge color={colours[state]} variant="light" tt="none" radius="sm">
                {t(`import.state.${state}`)}
              </Badge>
              {dryRun && (
                <Text size="xs" c="dimmed">
                  {t('import.tried')}
                </Text>
              )}
              {fault !== null && (
                <Text size="xs" c="dimmed">
                  {t(`import.fault.${faultWord(fault)}`)}
                </Text>
              )}
            </span>
          ),
        },
        numeric('rowsRead'),
        numeric('added'),
        numeric('changed'),
        numeric('unchanged'),
        {
          key: 'rejected',
          header: t('import.rejected'),
          numeric: true,
          cell: ({ id, rejected, startedAt, findings }) =>
            rejected === 0 && Object.keys(findings?.noticed ?? {}).length === 0 ? (
              '0'
            ) : (
              <Anchor
                href={`/api/imports/${String(id)}/rejects.csv`}
                download
                size="sm"
                aria-label={`${count(rejected)} – ${t('import.rejectsOf', { time: dateTime(startedAt) })}`}
                title={t('import.rejectsHint')}
              >
                {count(rejected)} <IconDownload size={14} aria-hidden style={{ verticalAlign: '-2px' }} />
              </Anchor>
            ),
        },
        {
          key: 'size',
          header: t('import.size'),
          numeric: true,
          cell: (each) => bytes(each.bytes, language()),
        },
        { key: 'by', header: t('import.by'), cell: ({ by }) => by },
      ]}
    />
  );
}

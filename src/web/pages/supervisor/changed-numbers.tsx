import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconAddressBook, IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { EmptyNote } from '../../components/empty-note';
import { useKeysetPages } from '../../components/keyset-pages';
import { KeysetView } from '../../components/keyset-view';
import { PageFrame } from '../../components/page-frame';
import { dateTime } from '../../i18n/formats';
import classes from './entry-list.module.css';
import type { EntryLine } from './entry-page';
import { OrderLink } from './order-link';
import { RestoreDialog, changesKey } from './restore-dialog';

/** Numbers that managers changed; the previous one can be restored. */
export function ChangedNumbers() {
  const { t } = useTranslation('supervisor');
  const list = useKeysetPages<EntryLine>(changesKey, (page) =>
    take(api.GET('/api/contact-changes', { params: { query: page } })),
  );
  const [restoring, setRestoring] = useState<EntryLine | null>(null);
  return (
    <PageFrame title={t('changes.title')}>
      <Text size="sm" c="dimmed" mb="md" maw={720}>
        {t('changes.about')}
      </Text>
      <KeysetView
        list={list}
        empty={
          <EmptyNote icon={IconAddressBook} title={t('changes.empty.title')} text={t('changes.empty.text')} />
        }
      >
        {(lines) => (
          <ul className={classes.list} aria-label={t('changes.caption')}>
            {lines.map((line) => (
              <Change key={line.entry.id} line={line} onRestore={() => setRestoring(line)} />
            ))}
          </ul>
        )}
      </KeysetView>
      <RestoreDialog line={restoring} onClose={() => setRestoring(null)} />
    </PageFrame>
  );
}

function Change({ line, onRestore }: { line: EntryLine; onRestore: () => void }) {
  const { t } = useTranslation('supervisor');
  const { entry, orderNumber, customerName } = line;
  return (
    <Paper component="li" withBorder p="sm" bg="var(--star7-surface)">
      <Group justify="space-between" align="center" gap="xs">
        <Stack gap={4}>
          <Text size="sm">
            <OrderLink orderNumber={orderNumber} /> {customerName}
          </Text>
          <Text size="sm">
            {t('changes.changed', {
              name: entry.by?.name ?? t('changes.somebody'),
              slot: t(`slot.${entry.slot ?? 'main'}`),
            })}
          </Text>
          <Text size="xs" c="dimmed">
            {dateTime(entry.at)}
            {!entry.restorable && ` · ${t('changes.notRestorable')}`}
          </Text>
        </Stack>
        {entry.restorable && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            aria-label={t('changes.restoreOf', { order: orderNumber })}
            onClick={onRestore}
          >
            {t('changes.restore')}
          </Button>
        )}
      </Group>
    </Paper>
  );
}

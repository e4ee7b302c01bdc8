import { Badge, Group, Paper, Stack, Text } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { EmptyNote } from '../../components/empty-note';
import { useKeysetPages } from '../../components/keyset-pages';
import { KeysetView } from '../../components/keyset-view';
import { PageFrame } from '../../components/page-frame';
import { dateTime } from '../../i18n/formats';
import type { EntryLine } from './entry-page';
import { OrderLink } from './order-link';
import classes from './entry-list.module.css';

/** Notes in which a number or an address was hidden. */
export function HiddenNotes() {
  const { t } = useTranslation('supervisor');
  const list = useKeysetPages<EntryLine>(['hidden-notes'], (page) =>
    take(api.GET('/api/notes', { params: { query: { hidden: true, ...page } } })),
  );
  return (
    <PageFrame title={t('notes.title')}>
      <Text size="sm" c="dimmed" mb="md" maw={720}>
        {t('notes.about')}
      </Text>
      <KeysetView
        list={list}
        empty={<EmptyNote icon={IconEyeOff} title={t('notes.empty.title')} text={t('notes.empty.text')} />}
      >
        {(lines) => (
          <ul className={classes.list} aria-label={t('notes.caption')}>
            {lines.map((line) => (
              <Note key={line.entry.id} line={line} />
            ))}
          </ul>
        )}
      </KeysetView>
    </PageFrame>
  );
}

function Note({ line: { entry, orderNumber, customerName, extension, managerName } }: { line: EntryLine }) {
  const { t } = useTranslation('supervisor');
  return (
    <Paper component="li" withBorder p="sm" bg="var(--star7-surface)">
      <Stack gap={6}>
        <Group justify="space-between" gap="xs">
          <Text size="sm">
            <OrderLink orderNumber={orderNumber} /> {customerName}
          </Text>
          <Badge color="orange" variant="light" tt="none" radius="sm">
            {t('notes.hidden', { count: entry.hidden })}
          </Badge>
        </Group>
        <Text size="sm" className={classes.text}>
          {entry.text === null || entry.text === '' ? t('notes.noText') : entry.text}
        </Text>
        <Text size="xs" c="dimmed">
          {entry.by?.name ?? t('managerOf', { name: managerName, extension })} · {dateTime(entry.at)}
        </Text>
      </Stack>
    </Paper>
  );
}

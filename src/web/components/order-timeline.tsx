import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry } from '../api/types';
import classes from './order-timeline.module.css';
import { timelineQuery } from './order-queries';
import { useOutcomeLabel } from './outcomes-query';
import { ProblemAlert } from './problem-alert';
import { TimelineEntry } from './timeline-entry';

interface OrderTimelineProps {
  orderNumber: string;
  /** Actions on an entry, at its end. */
  actionOf?: (entry: Entry) => ReactNode;
}

/** The history of an order, newest first: calls, notes, outcomes, changed numbers. */
export function OrderTimeline({ orderNumber, actionOf }: OrderTimelineProps) {
  const { t } = useTranslation();
  const labelOf = useOutcomeLabel();
  const timeline = useInfiniteQuery(timelineQuery(orderNumber));
  const entries = timeline.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className={classes.timeline} aria-label={t('entries.title')}>
      <Title order={2} size="h5" mb="sm">
        {t('entries.title')}
      </Title>
      <ProblemAlert error={timeline.error} again={() => void timeline.refetch()} />
      {timeline.isPending && (
        <Stack aria-hidden>
          <Skeleton height={40} />
          <Skeleton height={40} />
        </Stack>
      )}
      {timeline.isSuccess && entries.length === 0 && <Text c="dimmed">{t('entries.empty')}</Text>}
      <ol className={classes.entries}>
        {entries.map((entry) => (
          <TimelineEntry
            key={`${entry.kind} ${entry.id}`}
            entry={entry}
            labelOf={labelOf}
            action={actionOf?.(entry)}
          />
        ))}
      </ol>
      {timeline.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={timeline.isFetchingNextPage}
          onClick={() => void timeline.fetchNextPage()}
        >
          {t('entries.more')}
        </Button>
      )}
    </section>
  );
}

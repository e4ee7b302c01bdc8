import { Button, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../components/problem-alert';
import { count } from '../../i18n/formats';
import { queueQuery } from './queries';
import { QueueList } from './queue-list';
import classes from './queue-panel.module.css';
import { foundElsewhere } from './use-queue-search';
import type { Counts, TabPart } from './use-queue-search';

interface QueuePartProps {
  part: TabPart;
  search: string;
  /** How many orders each part has, or with a search, how many match; undefined while it is not known. */
  counts: Counts | undefined;
  /** Called to show the matches of another part. */
  onElsewhere: (part: TabPart) => void;
  chosen: string | null;
  onChoose: (orderNumber: string) => void;
  /** Whether Enter is waiting for the first match. */
  awaited: boolean;
  /** Called with the first match once the list is that of the search; null where it is empty. */
  onFirst: (orderNumber: string | null) => void;
}

/** One part of the queue, loaded page by page. Each loaded page rerenders this component only. */
export function QueuePart(props: QueuePartProps) {
  const { part, search, counts, onElsewhere, chosen, onChoose, awaited, onFirst } = props;
  const queue = useInfiniteQuery({ ...queueQuery(part, search), placeholderData: keepPreviousData });
  const orders = useMemo(() => queue.data?.pages.flatMap(({ items }) => items) ?? [], [queue.data]);
  const settled = !queue.isPlaceholderData && !queue.isFetching;
  const first = orders[0]?.orderNumber ?? null;
  useEffect(() => {
    if (awaited && settled) onFirst(first);
  }, [awaited, settled, first, onFirst]);
  const total = queue.hasNextPage ? (counts?.[part] ?? -1) : orders.length;

  return (
    <>
      {queue.isError && (
        <div className={classes.fault}>
          <ProblemAlert
            error={queue.error}
            again={() => void (queue.isFetchNextPageError ? queue.fetchNextPage() : queue.refetch())}
          />
        </div>
      )}
      {queue.isLoadingError ? null : search !== '' && !queue.isPending && orders.length === 0 ? (
        <NothingFound part={part} counts={counts} onElsewhere={onElsewhere} />
      ) : (
        <QueueList
          key={search}
          orders={queue.isPending ? null : orders}
          total={total}
          part={part}
          chosen={chosen}
          onChoose={onChoose}
          onEnd={() => {
            if (queue.hasNextPage && !queue.isFetching && !queue.isFetchNextPageError)
              void queue.fetchNextPage();
          }}
        />
      )}
    </>
  );
}

/** Names the other parts with matches, and links to them. */
function NothingFound({
  part,
  counts,
  onElsewhere,
}: Pick<QueuePartProps, 'part' | 'counts' | 'onElsewhere'>) {
  const { t } = useTranslation('manager');
  const elsewhere = foundElsewhere(part, counts);
  // Those found among the missed calls are in sight above.
  const words =
    elsewhere.length > 0 ? 'elsewhere' : counts === undefined || counts.missed > 0 ? 'here' : 'search';
  return (
    <div className={classes.nothing} role="status">
      <Text c="dimmed">{t(`list.empty.${words}`)}</Text>
      {elsewhere.map((each) => (
        <Button key={each} variant="light" onClick={() => onElsewhere(each)}>
          {t('list.foundIn', { part: t(`parts.${each}`), orders: count(counts?.[each] ?? 0) })}
        </Button>
      ))}
    </div>
  );
}

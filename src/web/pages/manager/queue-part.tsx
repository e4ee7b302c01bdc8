import { Button, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueuePart as Part } from '../../api/types';
import { ProblemAlert } from '../../components/problem-alert';
import { count } from '../../i18n/formats';
import { queueQuery } from './queries';
import { QueueList } from './queue-list';
import classes from './queue-panel.module.css';
import { foundElsewhere } from './use-queue-search';
import type { Counts } from './use-queue-search';

interface QueuePartProps {
  part: Part;
  search: string;
  /** How many orders each part has, or of a search, how many it finds there; undefined while nobody knows. */
  counts: Counts | undefined;
  /** Somebody wants to see what the search found in another part. */
  onElsewhere: (part: Part) => void;
  chosen: string | null;
  onChoose: (orderNumber: string) => void;
  /** Whether somebody waits for the first order of this search. */
  awaited: boolean;
  /** Told it once the list is that of the search; null where it is empty. */
  onFirst: (orderNumber: string | null) => void;
}

/** One part of the queue, read page by page as somebody scrolls. Each page that comes draws this anew, and no more. */
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

/** Says where else there is what somebody searches for, and leads there. */
function NothingFound({
  part,
  counts,
  onElsewhere,
}: Pick<QueuePartProps, 'part' | 'counts' | 'onElsewhere'>) {
  const { t } = useTranslation('manager');
  const elsewhere = foundElsewhere(part, counts);
  const words = counts === undefined ? 'here' : elsewhere.length === 0 ? 'search' : 'elsewhere';
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

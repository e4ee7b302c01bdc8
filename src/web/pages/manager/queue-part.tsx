import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { QueuePart as Part } from '../../api/types';
import { ProblemAlert } from '../../components/problem-alert';
import { queueQuery } from './queries';
import { QueueList } from './queue-list';
import classes from './queue-panel.module.css';

interface QueuePartProps {
  part: Part;
  search: string;
  /** How many orders there are in this part, whatever is searched for; undefined while nobody knows. */
  counted: number | undefined;
  chosen: string | null;
  onChoose: (orderNumber: string) => void;
  /** Whether somebody waits for the first order of this search. */
  awaited: boolean;
  /** Told it once the list is that of the search; null where it is empty. */
  onFirst: (orderNumber: string | null) => void;
}

/** One part of the queue, read page by page as somebody scrolls. Each page that comes draws this anew, and no more. */
export function QueuePart({ part, search, counted, chosen, onChoose, awaited, onFirst }: QueuePartProps) {
  const queue = useInfiniteQuery({ ...queueQuery(part, search), placeholderData: keepPreviousData });
  const orders = useMemo(() => queue.data?.pages.flatMap(({ items }) => items) ?? [], [queue.data]);
  const settled = !queue.isPlaceholderData && !queue.isFetching;
  const first = orders[0]?.orderNumber ?? null;
  useEffect(() => {
    if (awaited && settled) onFirst(first);
  }, [awaited, settled, first, onFirst]);
  const total = queue.hasNextPage ? ((search === '' ? counted : undefined) ?? -1) : orders.length;

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
      {!queue.isLoadingError && (
        <QueueList
          key={search}
          orders={queue.isPending ? null : orders}
          total={total}
          part={part}
          searching={search !== ''}
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

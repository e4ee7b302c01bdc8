import { Title } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../i18n/formats';
import { queueQuery } from './queries';
import { QueueList, rowHeight } from './queue-list';
import classes from './queue-panel.module.css';

interface FirstOrdersProps {
  part: 'missed' | 'mail';
  search: string;
  /** How many there are, or with a search, how many match; undefined while it is not known. */
  total: number | undefined;
  chosen: string | null;
  onChoose: (orderNumber: string) => void;
  /** Whether Enter is waiting for the first match. */
  awaited: boolean;
  /** Called with the first match once the list is that of the search; null where it is empty. */
  onFirst: (orderNumber: string | null) => void;
}

/** Rows in sight: more of them scroll, and leave room for the other orders. */
const rowsInSight = 3;

/**
 * Customers who called and reached nobody, or whose mails nobody has read: above all other orders. Nothing is shown where there are none.
 */
export function FirstOrders({ part, search, total, chosen, onChoose, awaited, onFirst }: FirstOrdersProps) {
  const { t } = useTranslation('manager');
  const id = part === 'missed' ? 'missed-calls' : 'unread-mails';
  const query = useInfiniteQuery({ ...queueQuery(part, search), placeholderData: keepPreviousData });
  const orders = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const settled = !query.isPlaceholderData && !query.isFetching;
  const first = orders[0]?.orderNumber ?? null;
  useEffect(() => {
    if (awaited && settled) onFirst(first);
  }, [awaited, settled, first, onFirst]);
  if (orders.length === 0) return null;
  const all = query.hasNextPage ? (total ?? -1) : orders.length;
  return (
    <section className={classes.missed} aria-labelledby={id} data-testid={id}>
      <Title order={2} size="h6" id={id} className={classes.missedTitle ?? ''}>
        {t(`list.${part}`)} {all > 0 && <span className={classes.count}>{count(all)}</span>}
      </Title>
      <div
        className={classes.missedRows}
        style={{ height: `${String(Math.min(orders.length, rowsInSight) * rowHeight)}px` }}
      >
        <QueueList
          key={search}
          orders={orders}
          total={all}
          part={part}
          chosen={chosen}
          onChoose={onChoose}
          onEnd={() => {
            if (query.hasNextPage && !query.isFetching && !query.isFetchNextPageError)
              void query.fetchNextPage();
          }}
        />
      </div>
    </section>
  );
}

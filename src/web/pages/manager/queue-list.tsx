import { Skeleton, Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order, QueueList as Listed } from '../../api/types';
import { useOutcomeLabel } from '../../components/outcomes-query';
import { useMinute } from '../../live/use-now';
import { orderLine } from './order-line';
import type { OrderLine } from './order-line';
import { OrderRow } from './order-row';
import classes from './queue-list.module.css';

interface QueueListProps {
  /** The loaded orders; null while none is loaded. */
  orders: Order[] | null;
  /** How many there are in all; -1 while it is not known. */
  total: number;
  part: Listed;
  chosen: string | null;
  /** A stable function. */
  onChoose: (orderNumber: string) => void;
  /** Called when the view is near the end of the loaded orders. */
  onEnd: () => void;
}

/** Pixels; all rows have the same height, so that ten thousand of them need no measuring. */
export const rowHeight = 68;
const rowsAhead = 40;
/**
 * Where an arrow key means nothing. With no order open it begins the list from there, so that the first order needs no click; the
 * focus stays where it is until then, and a screen reader reads the page from its top.
 */
const idle = 'body, button:not([role="tab"], [aria-haspopup], [role="dialog"] *)';
/** Rows rendered beyond each edge. */
const overscan = 3;

/** A virtual list: only the visible rows are in the document. The arrow keys move through it. */
export function QueueList({ orders, total, part, chosen, onChoose, onEnd }: QueueListProps) {
  const { t } = useTranslation('manager');
  const labelOf = useOutcomeLabel();
  const now = useMinute();
  // The texts are computed once for each order, not on each scroll.
  const lineOf = useMemo(() => {
    const known = new WeakMap<Order, OrderLine>();
    return (order: Order): OrderLine => {
      const line = known.get(order) ?? orderLine(order, part, { t, labelOf, now });
      known.set(order, line);
      return line;
    };
  }, [part, t, labelOf, now]);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: orders?.length ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    // Rendering then is a task of its own, separate from the browser's layout: neither delays a key press.
    useFlushSync: false,
  });
  const items = rows.getVirtualItems();
  // A fixed pool of elements: a row that scrolls out gives its elements to the one that scrolls in. Creating them
  // would cost several times as much.
  const places = Math.ceil((rows.scrollRect?.height ?? 0) / rowHeight) + 1 + 2 * overscan;
  const lastShown = items.at(-1)?.index ?? -1;
  const loaded = orders?.length ?? 0;
  useEffect(() => {
    if (loaded > 0 && lastShown >= loaded - rowsAhead) onEnd();
  }, [lastShown, loaded, onEnd]);

  const chosenIndex = orders?.findIndex(({ orderNumber }) => orderNumber === chosen) ?? -1;
  useEffect(() => {
    if (chosenIndex >= 0) rows.scrollToIndex(chosenIndex, { align: 'auto' });
    // Only when another order is chosen or the first are loaded, not on each refetch.
  }, [chosen, loaded > 0]);

  const step = (by: 1 | -1): void => {
    const next = orders?.[chosenIndex < 0 ? 0 : chosenIndex + by];
    if (next !== undefined) onChoose(next.orderNumber);
  };

  useEffect(() => {
    if (chosen !== null) return;
    const begin = (event: KeyboardEvent): void => {
      const list = scroller.current;
      if (event.key !== 'ArrowDown' || list === null || !(event.target as Element).matches(idle)) return;
      event.preventDefault();
      list.focus();
      step(1);
    };
    document.addEventListener('keydown', begin);
    return () => document.removeEventListener('keydown', begin);
  });

  if (orders === null) return <Waiting />;
  if (orders.length === 0)
    return (
      <Text c="dimmed" ta="center" p="xl" role="status">
        {t(`list.empty.${part}`)}
      </Text>
    );
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="listbox"
      aria-label={t(part === 'missed' || part === 'mail' ? `list.${part}` : 'list.label')}
      aria-activedescendant={
        items.some(({ index }) => index === chosenIndex) ? rowId(part, chosenIndex) : undefined
      }
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        // A held key would open orders by the dozen.
        if (!event.repeat) step(event.key === 'ArrowDown' ? 1 : -1);
      }}
    >
      <div className={classes.all} style={{ height: rows.getTotalSize() }} role="presentation">
        {items.map(({ index, start }) => {
          const order = orders[index];
          if (order === undefined) return null;
          return (
            <OrderRow
              key={index % places}
              id={rowId(part, index)}
              {...lineOf(order)}
              chosen={order.orderNumber === chosen}
              position={index + 1}
              total={total}
              top={start}
              height={rowHeight}
              onChoose={onChoose}
            />
          );
        })}
      </div>
    </div>
  );
}

function rowId(part: Listed, index: number): string {
  return `order-row-${part}-${String(index)}`;
}

function Waiting() {
  return (
    <div className={classes.waiting} aria-hidden>
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} height={rowHeight - 14} radius="md" />
      ))}
    </div>
  );
}

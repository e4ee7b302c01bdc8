import { memo } from 'react';
import type { OrderLine } from './order-line';
import classes from './order-row.module.css';

interface OrderRowProps extends OrderLine {
  id: string;
  chosen: boolean;
  /** Position in the list, from 1. */
  position: number;
  /** Length of the whole list; -1 while it is not known. */
  total: number;
  /** Pixels from the top of the list. */
  top: number;
  height: number;
  /** A stable function. */
  onChoose: (orderNumber: string) => void;
}

/**
 * An order in two lines: customer and sum; number, age or time of the next call, and the result of the last call.
 * It subscribes to nothing, because scrolling through thousands of rows would pay for each subscription.
 */
export const OrderRow = memo(function OrderRow(props: OrderRowProps) {
  const { id, orderNumber, name, amount, when, tag, tone, mails, chosen, position, total, top, height } =
    props;
  return (
    <a
      id={id}
      href={`/orders/${encodeURIComponent(orderNumber)}`}
      className={classes.row}
      // The list has the focus, and moves through the rows.
      tabIndex={-1}
      draggable={false}
      style={{ height, transform: `translateY(${String(top)}px)` }}
      role="option"
      aria-selected={chosen}
      aria-posinset={position}
      aria-setsize={total}
      data-chosen={chosen || undefined}
      onMouseDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.closest<HTMLElement>('[role="listbox"]')?.focus({ preventScroll: true });
      }}
      onClick={(event) => {
        // With a key, or by the middle button, it opens in a tab or window of its own, as links do.
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        props.onChoose(orderNumber);
      }}
    >
      <div className={classes.line}>
        {/* Titles of what may be cut. */}
        <span className={classes.name} title={name}>
          {name}
        </span>
        <span className={classes.amount}>{amount}</span>
      </div>
      <div className={classes.line}>
        <span className={classes.detail} title={when === '' ? orderNumber : `${orderNumber} · ${when}`}>
          <span className={classes.number}>{orderNumber}</span>
          {when !== '' && ` · ${when}`}
          {mails !== '' && <span className={classes.mails}> · {mails}</span>}
        </span>
        <span className={classes.tag} data-tone={tone} title={tag}>
          {tag}
        </span>
      </div>
    </a>
  );
});

import { outcomesQuery } from '../../components/outcomes-query';
import { useQuery } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order, QueuePart } from '../../api/types';
import { age, dateTime, money } from '../../i18n/formats';
import { language } from '../../i18n/languages';
import { useMinute } from '../../live/use-now';
import classes from './order-row.module.css';

interface OrderRowProps {
  id: string;
  order: Order;
  part: QueuePart;
  chosen: boolean;
  /** From 1. */
  position: number;
  style: CSSProperties;
  onChoose: () => void;
}

/** An order in two lines: who and how much; number, age or time of the next call, and what came of the last. */
export function OrderRow({ id, order, part, chosen, position, style, onChoose }: OrderRowProps) {
  const { t } = useTranslation('manager');
  const now = useMinute();
  const outcomes = useQuery(outcomesQuery).data;
  const last = outcomes?.find(({ slug }) => slug === order.lastOutcome);
  const when =
    part === 'later'
      ? t('row.due', { when: dateTime(order.dueAt) })
      : order.placedAt === null
        ? ''
        : t('row.age', { age: age(order.placedAt, now) });
  return (
    <div
      id={id}
      className={classes.row}
      style={style}
      role="option"
      aria-selected={chosen}
      aria-posinset={position}
      data-chosen={chosen || undefined}
      onClick={onChoose}
    >
      <div className={classes.line}>
        <span className={classes.name}>{order.customerName}</span>
        {order.amount !== null && (
          <span className={classes.amount}>{money(order.amount, order.currency)}</span>
        )}
      </div>
      <div className={classes.line}>
        <span className={classes.detail}>
          <span className={classes.number}>{order.orderNumber}</span>
          {when !== '' && ` · ${when}`}
        </span>
        {order.doNotCall ? (
          <span className={classes.tag} data-tone="bad">
            {t('row.doNotCall')}
          </span>
        ) : order.lastOutcome !== null ? (
          <span className={classes.tag}>{last?.label[language()] ?? order.lastOutcome}</span>
        ) : (
          <span className={classes.tag} data-tone="new">
            {t('row.never')}
          </span>
        )}
      </div>
    </div>
  );
}

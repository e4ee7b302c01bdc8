import { Badge, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Order } from '../../api/types';
import { dateTime, money } from '../../i18n/formats';
import classes from './order-head.module.css';

/** The id of the heading, which describes the call button. */
export const orderNameId = 'order-name';

/** The customer of the order. */
export function OrderHead({ order }: { order: Order }) {
  const { t } = useTranslation('manager');
  return (
    <header>
      <div className={classes.line}>
        <Title id={orderNameId} order={1} size="h2" className={classes.name ?? ''}>
          {order.customerName}
        </Title>
        {order.amount !== null && (
          <span className={classes.amount}>{money(order.amount, order.currency)}</span>
        )}
      </div>
      <div className={classes.line}>
        <Text c="dimmed">
          {t('orderTitle', { number: order.orderNumber })}
          {order.placedAt !== null && ` · ${t('order.placed', { when: dateTime(order.placedAt) })}`}
        </Text>
        {order.doNotCall && (
          <Badge color="red" variant="filled" tt="none">
            {t('order.doNotCall')}
          </Badge>
        )}
      </div>
    </header>
  );
}

import { Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api/types';
import { dateTime, money } from '../../i18n/formats';
import classes from './map.module.css';
import { TryReport } from './shop-try';

export type Preview = Answer<'/api/connectors/preview', 'post'>;
type Order = Preview['preview'][number];

/** The first orders as Star7 would take them. */
export function MapPreview({ found: { report, preview } }: { found: Preview }) {
  return (
    <>
      <TryReport report={report} />
      <div className={classes.preview} data-testid="map-preview">
        {preview.map((order) => (
          <Paper key={order.orderNumber} withBorder p="sm" bg="var(--star7-surface)">
            <Fields order={order} />
          </Paper>
        ))}
      </div>
    </>
  );
}

function Fields({ order }: { order: Order }) {
  const { t } = useTranslation('admin');
  const { items, amount, status, placedAt } = order;
  const nothing = <Text component="span" size="sm" c="dimmed" children={t('shops.map.nothing')} />;
  const rows: Array<[string, string | null]> = [
    [t('import.fields.order_number'), order.orderNumber],
    [t('import.fields.customer_name'), order.customerName],
    [t('import.fields.phone'), order.numbers === 0 ? null : t('shops.map.numbers', { count: order.numbers })],
    [t('import.fields.email'), order.hasEmail ? t('shops.map.there') : null],
    [t('import.fields.status'), status === null ? null : t(`shops.form.${status as 'open'}`)],
    [t('import.fields.amount'), amount === null ? null : money(amount, order.currency)],
    [t('import.fields.placed_at'), placedAt === null ? null : dateTime(placedAt)],
    [
      t('import.fields.items'),
      items.length === 0
        ? null
        : items
            .map(({ title, quantity, price }) =>
              [
                title,
                quantity === null ? '' : `× ${quantity}`,
                price === null ? '' : money(price, order.currency),
              ]
                .filter((each) => each !== '')
                .join(' '),
            )
            .join('; '),
    ],
    [t('import.fields.delivery_town'), order.town],
    [t('import.fields.delivery_address'), order.hasAddress ? t('shops.map.there') : null],
    [t('import.fields.comment'), order.comment],
  ];
  return (
    <dl className={classes.order}>
      {rows.map(([label, value]) => (
        <div key={label} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{value ?? nothing}</dd>
        </div>
      ))}
    </dl>
  );
}

import '@mantine/core/styles/List.layer.css';
import { Alert, List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { noticeWord } from './imports-data';
import { useReason } from './shop-reason';
import type { ShopTry } from './shops-data';

/** How many orders would be taken, and why others would not. */
export function TryReport({ report }: { report: ShopTry }) {
  const { t } = useTranslation('admin');
  const reasonOf = useReason();
  const { fault, orders, readable, refused, noticed } = report;
  if (fault !== null) return <ShopFault fault={fault} />;
  return (
    <Alert color={readable < orders ? 'yellow' : 'green'} role="status">
      {orders === 0 ? t('shops.form.triedNone') : t('shops.form.tried', { readable, orders })}
      <List size="sm">
        {Object.entries(refused).map(([reason, count]) => (
          <List.Item key={reason}>{t('shops.form.refused', { count, reason: reasonOf(reason) })}</List.Item>
        ))}
        {Object.entries(noticed).map(([code, count]) => (
          <List.Item key={code}>
            {t('shops.form.refused', { count, reason: t(`import.notice.${noticeWord(code)}`) })}
          </List.Item>
        ))}
      </List>
      {refused['order-number-clash'] !== undefined && <p>{t('shops.form.clash')}</p>}
    </Alert>
  );
}

/** Why a shop could not be read. */
export function ShopFault({ fault }: { fault: string }) {
  const reasonOf = useReason();
  return (
    <Alert color="red" role="alert">
      {reasonOf(fault)}
    </Alert>
  );
}

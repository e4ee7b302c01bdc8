import { IconPhoneIncoming } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../../api/types';
import { dateTime } from '../../i18n/formats';
import classes from './order-panel.module.css';
import { orderBar } from './wrap-up-request';

/** That the customer called and reached nobody, and what to do now; also where the order may not be called. */
export function MissedNote({ order }: { order: Order }) {
  const { t } = useTranslation('manager');
  const { missed } = order;
  if (missed === null) return null;
  const bar = orderBar(order);
  const when = dateTime(missed.lastAt);
  return (
    <p className={classes.missed} data-barred={bar !== null || undefined} data-testid="missed-note">
      <IconPhoneIncoming size={18} aria-hidden />
      <span>
        {bar === null ? t(`missed.${missed.disposition}`, { when }) : t(`missed.barred.${bar}`, { when })}
        {missed.calls > 1 && ` ${t('missed.again', { count: missed.calls, when: dateTime(missed.since) })}`}
      </span>
    </p>
  );
}

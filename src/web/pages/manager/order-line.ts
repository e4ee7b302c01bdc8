import type { TFunction } from 'i18next';
import type { Order, QueueList } from '../../api/types';
import { age, dateTime, money } from '../../i18n/formats';

/** The texts of an order's row: plain strings, so that a row rerenders only where one of them changes. */
export interface OrderLine {
  orderNumber: string;
  name: string;
  /** Empty where there is none. */
  amount: string;
  /** Its age, or the time of the next call; empty where neither is known. */
  when: string;
  /** The result of the last call, or why there is none. */
  tag: string;
  tone: 'new' | 'bad' | 'missed' | 'plain';
  /** Unread mails; empty for none. */
  mails: string;
}

export interface LineWords {
  t: TFunction<'manager'>;
  labelOf: (outcome: string) => string;
  /** Milliseconds since 1970; a precision of a minute is enough. */
  now: number;
}

export function orderLine(order: Order, part: QueueList, { t, labelOf, now }: LineWords): OrderLine {
  const { orderNumber, customerName, amount, currency, placedAt, dueAt, doNotCall, lastOutcome } = order;
  const { missed, unreadMails } = order;
  const mails = unreadMails === 0 ? '' : t('row.mails', { count: unreadMails });
  if (part === 'missed' && missed !== null) {
    const called = t('row.called', { when: dateTime(missed.lastAt) });
    return {
      orderNumber,
      name: customerName,
      amount: missed.calls > 1 ? t('row.times', { count: missed.calls }) : '',
      when: called,
      tag: t(`row.missed.${missed.disposition}`),
      tone: 'missed',
      mails,
    };
  }
  return {
    orderNumber,
    name: customerName,
    mails,
    amount: amount === null ? '' : money(amount, currency),
    when:
      part === 'later'
        ? t('row.due', { when: dateTime(dueAt) })
        : placedAt === null
          ? ''
          : t('row.age', { age: age(placedAt, now) }),
    ...(doNotCall
      ? { tag: t('row.doNotCall'), tone: 'bad' }
      : lastOutcome !== null
        ? { tag: labelOf(lastOutcome), tone: 'plain' }
        : // One that the shop closed by itself was never called, and is not new.
          part === 'done'
          ? { tag: '', tone: 'plain' }
          : { tag: t('row.never'), tone: 'new' }),
  };
}

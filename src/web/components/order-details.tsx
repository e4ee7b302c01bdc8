import { Anchor, Badge, Group, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../api/types';
import { count, date, money } from '../i18n/formats';
import classes from './order-details.module.css';
import { lazyPart } from './lazy-part';
import { lazyPage } from '../app/page-entry';
import { orderDetailsQuery } from './order-queries';

/** Shown where the site has defined fields. */
const OrderFields = lazyPart(() => import('./order-fields').then((module) => module.OrderFields));

const MailThread = lazyPage('mail', () => import('../mails/mail-thread').then((module) => module.MailThread));

type InFull = Answer<'/api/orders/{number}/details', 'get'>;
type Details = NonNullable<InFull['details']>;

/** What was bought, where it goes, how it is paid, and what was said of it: enough to hold the call with. */
export function OrderDetails({ orderNumber, currency }: { orderNumber: string; currency: string | null }) {
  const { t } = useTranslation('order');
  const { data } = useQuery(orderDetailsQuery(orderNumber));
  if (data === undefined) return <Skeleton height={120} aria-hidden />;
  const { details, others, statedNumber, dialled } = data;
  const number = [
    ...(statedNumber === null ? [] : [t('statedNumber', { number: statedNumber })]),
    ...(dialled === null ? [] : [t('dialled', { digits: `*7${dialled}` })]),
  ];
  const known = others.open + others.closed + others.cancelled;
  return (
    <section className={classes.details} aria-label={t('title')} data-testid="order-details">
      {number.length > 0 && (
        <Text size="sm" c="dimmed">
          {number.join(' · ')}
        </Text>
      )}
      {details !== null && <Items orderNumber={orderNumber} details={details} currency={currency} />}
      {details !== null && <Facts inFull={data} details={details} />}
      {data.fields.length > 0 && (
        <Suspense>
          <OrderFields orderNumber={orderNumber} fields={data.fields} />
        </Suspense>
      )}
      {known > 0 && (
        <Text size="sm" c="dimmed">
          {t('others', {
            open: count(others.open),
            closed: count(others.closed),
            cancelled: count(others.cancelled),
          })}
          {others.lastPlacedAt !== null && ` ${t('last', { when: date(others.lastPlacedAt) })}`}
        </Text>
      )}
      <Suspense>
        <MailThread orderNumber={orderNumber} />
      </Suspense>
    </section>
  );
}

interface ItemsProps {
  orderNumber: string;
  details: Details;
  currency: string | null;
}

function Items({ orderNumber, details: { items, totals }, currency }: ItemsProps) {
  const { t } = useTranslation('order');
  const sums = (['subtotal', 'delivery', 'discount', 'tax'] as const).flatMap((key) => {
    const value = totals[key];
    return value === null || Number(value) === 0 ? [] : [{ key, value }];
  });
  if (items.length === 0 && sums.length === 0) return null;
  return (
    <div>
      <Title order={2} size="h5">
        {t(items.length > 0 ? 'items' : 'sums')}
      </Title>
      <ul className={classes.items}>
        {items.map(({ title, option, sku, quantity, price, total, link, picture }, nth) => (
          <li key={nth} className={classes.item}>
            {picture && <ItemPicture address={`/api/orders/${orderNumber}/items/${String(nth)}/picture`} />}
            <span className={classes.title}>
              {link === null ? (
                title
              ) : (
                // The shop's own statistics see that somebody came, and not from which order.
                <Anchor href={link} target="_blank" rel="noopener noreferrer" size="sm">
                  {title}
                </Anchor>
              )}
              {option !== null && <Text span c="dimmed">{` · ${option}`}</Text>}
              {sku !== null && <Text span size="xs" c="dimmed">{` ${sku}`}</Text>}
            </span>
            <span className={classes.sum}>
              {[
                quantity === null ? null : t('quantity', { quantity }),
                price === null ? null : money(price, currency),
                price === null && total !== null ? money(total, currency) : null,
              ]
                .filter((part) => part !== null)
                .join(' × ')}
            </span>
          </li>
        ))}
        {sums.map(({ key, value }) => (
          <li key={key} className={classes.item}>
            <Text span c="dimmed" size="sm">
              {t(`totals.${key}`)}
            </Text>
            <span className={classes.sum}>{money(value, currency)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Nothing where the shop does not give it now. */
function ItemPicture({ address }: { address: string }) {
  const [isThere, setThere] = useState(true);
  if (!isThere) return null;
  return (
    <img className={classes.picture} src={address} alt="" loading="lazy" onError={() => setThere(false)} />
  );
}

function Facts({ inFull, details }: { inFull: InFull; details: Details }) {
  const { t } = useTranslation('order');
  const { delivery, payment, comment, notes, tags, source, custom } = details;
  const place = [delivery.zip, delivery.country, delivery.region, delivery.town, delivery.address].filter(
    (part) => part !== null,
  );
  const facts: Array<[string, string | null]> = [
    [t('delivery'), delivery.method],
    [t('address'), place.length === 0 ? null : place.join(', ')],
    [t('wished'), delivery.wished],
    [t('tracking'), delivery.tracking],
    [
      t('payment'),
      [payment.method, stateWord(payment.state, t)].filter((part) => part !== null).join(' · ') || null,
    ],
    [t('comment'), comment],
    [t('notes'), notes],
    [t('source'), source],
    ...custom.map(({ name, value }): [string, string] => [name, value]),
  ];
  const shown = facts.filter(([, value]) => value !== null);
  return (
    <>
      {shown.length > 0 && (
        <dl className={classes.facts}>
          {shown.map(([name, value], nth) => (
            <div key={nth}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {inFull.addressHidden && (
        <Text size="sm" c="dimmed">
          {t('addressHidden')}
        </Text>
      )}
      {tags.length > 0 && (
        <Group gap={4}>
          {tags.map((tag) => (
            <Badge key={tag} variant="light" tt="none" radius="sm">
              {tag}
            </Badge>
          ))}
        </Group>
      )}
    </>
  );
}

/** A yes or no of the shop's column in words; what the shop writes else. */
function stateWord(state: string | null, t: (key: 'paid' | 'unpaid') => string): string | null {
  return state === 'paid' ? t('paid') : state === 'unpaid' ? t('unpaid') : state;
}

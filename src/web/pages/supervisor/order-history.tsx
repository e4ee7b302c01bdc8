import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'wouter';
import { lazyPage } from '../../app/page-entry';
import { Asked } from '../../components/asked';
import { orderQuery } from '../../components/order-queries';
import { OrderTimeline } from '../../components/order-timeline';
import { PageFrame } from '../../components/page-frame';
import { everyCall, writeCallFilter } from './call-filter';
import { ForgetMails } from './forget-mails';
import { RevealForm } from './reveal-form';
import { Reveals } from './reveals';
import { RestoreDialog } from './restore-dialog';
import type { Restorable } from './restore-dialog';

const DeliveryField = lazyPage('courier', () =>
  import('../courier/delivery-field').then((module) => module.DeliveryField),
);

const OrderDetails = lazyPage('order', () =>
  import('../../components/order-details').then((module) => module.OrderDetails),
);

/** The history of an order; a changed number can be restored from it. */
export function OrderHistory() {
  const { t } = useTranslation('supervisor');
  const { number: orderNumber } = useParams<{ number: string }>();
  const [restoring, setRestoring] = useState<Restorable | null>(null);
  return (
    <PageFrame title={t('orderOf', { order: orderNumber })}>
      <Asked query={useQuery(orderQuery(orderNumber))}>
        {({ customerName, currency, slots }) => (
          <Stack maw={720}>
            <Text>{customerName}</Text>
            <Suspense>
              <DeliveryField />
            </Suspense>
            <Anchor
              component={Link}
              size="sm"
              href={`/calls?${writeCallFilter({ ...everyCall, orderNumber })}`}
            >
              {t('call.ofThisOrder')}
            </Anchor>
            <Group gap="xs">
              <RevealForm orderNumber={orderNumber} slots={slots} />
              <ForgetMails orderNumber={orderNumber} />
            </Group>
            <Reveals orderNumber={orderNumber} />
            <Suspense>
              <OrderDetails orderNumber={orderNumber} currency={currency} />
            </Suspense>
            <OrderTimeline
              orderNumber={orderNumber}
              actionOf={(entry) =>
                entry.restorable && (
                  <Button
                    mt={4}
                    size="compact-xs"
                    variant="default"
                    onClick={() => setRestoring({ entry, orderNumber, customerName })}
                  >
                    {t('changes.restore')}
                  </Button>
                )
              }
            />
          </Stack>
        )}
      </Asked>
      <RestoreDialog line={restoring} onClose={() => setRestoring(null)} />
    </PageFrame>
  );
}

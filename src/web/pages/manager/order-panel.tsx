import type { Slot } from '#kernel/slot';
import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/api-problem';
import type { Order } from '../../api/types';
import { lazyPage } from '../../app/page-entry';
import { useWorkFacts } from '../../app/work-keys';
import { orderQuery } from '../../components/order-queries';
import { OrderTimeline } from '../../components/order-timeline';
import { ProblemAlert } from '../../components/problem-alert';
import { useOwnCalls } from '../../live/own-calls';
import { CallPanel } from './call-panel';
import { isTyped } from './order-draft';
import { OrderHead } from './order-head';
import classes from './order-panel.module.css';
import { MissedNote } from './missed-note';
import { SlotChoice } from './slot-choice';
import { useOrderCall } from './use-order-call';
import { useOrderDraft } from './use-order-draft';
import { WrapUpForm } from './wrap-up-form';

/** Shown where the shop has couriers. */
const DeliveryField = lazyPage('courier', () =>
  import('../courier/delivery-field').then((module) => module.DeliveryField),
);

/** Loaded with the first order, so that the first page keeps its weight. */
const OrderDetails = lazyPage('order', () =>
  import('../../components/order-details').then((module) => module.OrderDetails),
);

interface OrderPanelProps {
  orderNumber: string;
  /** Set to whether there is unsaved input. */
  typed: RefObject<boolean>;
  /** Called after saving, with the next order to call; null where there is none. */
  onNext: (orderNumber: string | null) => void;
  /** Called after saving, with the entry of the outcome and what is to be said of it. */
  onSaved: (saved: { orderNumber: string; entryId: string }, message: string) => void;
  onBack: () => void;
}

/** One order: its customer, the call, the form for the result, and the history. */
export function OrderPanel(props: OrderPanelProps) {
  const { t } = useTranslation('manager');
  const order = useQuery(orderQuery(props.orderNumber));
  useWorkFacts({ order: order.data !== undefined ? 'open' : order.isError ? 'none' : 'loading' });
  const back = (
    <Button
      className={classes.back ?? ''}
      variant="subtle"
      size="compact-sm"
      leftSection={<IconArrowLeft size={16} aria-hidden />}
      onClick={props.onBack}
    >
      {t('order.back')}
    </Button>
  );
  if (order.data === undefined) {
    if (!order.isError)
      return (
        <Stack p="md" aria-hidden>
          <Skeleton height={64} />
          <Skeleton height={90} />
          <Skeleton height={240} />
        </Stack>
      );
    const refused = order.error instanceof ApiProblem && order.error.slug === 'order-refused';
    return (
      <Stack p="md" align="start">
        {back}
        {refused ? (
          <div role="alert">
            <Title order={1} size="h3">
              {t('order.notFound')}
            </Title>
            <Text c="dimmed">{t('order.notFoundHint')}</Text>
          </div>
        ) : (
          <ProblemAlert error={order.error} again={() => void order.refetch()} />
        )}
      </Stack>
    );
  }
  return (
    <div className={classes.panel}>
      {back}
      <Work {...props} order={order.data} />
    </div>
  );
}

function Work({ orderNumber, order, typed, onNext, onSaved }: OrderPanelProps & { order: Order }) {
  const { draft, change, clear } = useOrderDraft(orderNumber);
  const [slot, setSlot] = useState<Slot>(() => firstSlot(order));
  const inCall = useOwnCalls().length > 0;
  const { call, start, hangUp } = useOrderCall(order.orderNumber, draft.callId, (callId) =>
    change({ callId }),
  );

  useEffect(() => {
    typed.current = isTyped(draft);
    return () => {
      typed.current = false;
    };
  }, [draft, typed]);

  return (
    <div className={classes.columns}>
      <div className={classes.work}>
        <OrderHead order={order} />
        <Suspense>
          <DeliveryField />
        </Suspense>
        <MissedNote order={order} />
        <SlotChoice order={order} chosen={slot} onChoose={setSlot} inCall={inCall} />
        <CallPanel order={order} slot={slot} call={call} start={start} hangUp={hangUp} />
        <div className={classes.form}>
          <WrapUpForm
            order={order}
            callId={call?.id ?? draft.callId}
            call={call}
            draft={draft}
            change={change}
            clear={clear}
            onNext={onNext}
            onSaved={onSaved}
          />
        </div>
      </div>
      <div className={classes.beside}>
        <div className={classes.held}>
          <Suspense fallback={<Skeleton height={120} aria-hidden />}>
            <OrderDetails orderNumber={order.orderNumber} currency={order.currency} />
          </Suspense>
        </div>
        <OrderTimeline orderNumber={order.orderNumber} />
      </div>
    </div>
  );
}

function firstSlot({ slots }: Order): Slot {
  return slots.includes('main') ? 'main' : slots.includes('second') ? 'second' : 'recipient';
}

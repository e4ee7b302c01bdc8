import { Button, Kbd } from '@mantine/core';
import { IconPhoneCall, IconPhoneEnd } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../components/problem-alert';
import { useLiveCalls } from '../../live/live';
import classes from './live-call-banner.module.css';
import { useHangUp } from './use-hang-up';
import { useKeys } from './use-keys';

interface LiveCallBannerProps {
  /** The number of the open order; null where none is. */
  shown: string | null;
  /** Whether the open order has unsaved input. */
  typed: RefObject<boolean>;
  onOpen: (orderNumber: string) => void;
}

/**
 * A live call about another order than the open one, as when the manager dials at the phone: its order is opened,
 * or offered. It can be hung up from here too, with 0 as everywhere.
 */
export function LiveCallBanner({ shown, typed, onOpen }: LiveCallBannerProps) {
  const { t } = useTranslation('manager');
  const calls = useLiveCalls();
  const call = calls.find(({ orderNumber }) => orderNumber !== null);
  const opened = useRef<string | null>(null);
  const other = call !== undefined && call.orderNumber !== shown;
  const hangUp = useHangUp(other ? call : null);
  useKeys(other ? { '0': hangUp.run } : {});

  useEffect(() => {
    if (call?.orderNumber === undefined || call.orderNumber === null || opened.current === call.id) return;
    // Once for each call: a manager who then opens another order did so on purpose.
    opened.current = call.id;
    if (call.orderNumber !== shown && !typed.current) onOpen(call.orderNumber);
  }, [call, shown, typed, onOpen]);

  return (
    <div className={classes.place} role="status">
      {other && call.orderNumber !== null && (
        <div className={classes.banner}>
          <IconPhoneCall size={20} aria-hidden />
          <span className={classes.text}>
            {t('live.talking', { number: call.orderNumber, name: call.customerName ?? '' })}
          </span>
          <Button size="xs" variant="white" color="indigo" onClick={() => onOpen(call.orderNumber ?? '')}>
            {t('live.open')}
          </Button>
          <Button
            size="xs"
            color="red"
            leftSection={<IconPhoneEnd size={16} aria-hidden />}
            rightSection={
              <Kbd size="xs" aria-hidden>
                0
              </Kbd>
            }
            loading={hangUp.pending}
            onClick={hangUp.run}
          >
            {t('call.hangUp')}
          </Button>
        </div>
      )}
      <ProblemAlert error={hangUp.error} />
    </div>
  );
}

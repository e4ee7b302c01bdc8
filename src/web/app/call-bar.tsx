import { Button, Kbd } from '@mantine/core';
import { IconPhoneCall, IconPhoneEnd } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Call } from '../api/types';
import { callClock } from '../components/call-words';
import { useCallInSight } from '../live/call-in-sight';
import { useLiveCalls } from '../live/live';
import { useHangUp } from '../live/use-hang-up';
import { useNow } from '../live/use-now';
import classes from './call-bar.module.css';
import { notify } from './notify';
import { problemText } from '../api/api-problem';
import { useSession } from './session';
import { useKeyActions, usePageKeys, useWorkFacts } from './work-keys';

/** The user's own call that is up and that the page does not show anyway; null where there is none. */
export function useCallForBar(): Call | null {
  const { extension } = useSession().session;
  const inSight = useCallInSight();
  const own = useLiveCalls().filter((call) => extension !== null && call.extension === extension);
  useWorkFacts({ up: own.length > 0 });
  return own.find(({ id }) => id !== inSight) ?? null;
}

/**
 * The user's own call, on every page and at every scroll position: with whom, how long, and a button that hangs up, as 0
 * does.
 */
export function CallBar({ call }: { call: Call | null }) {
  const { t } = useTranslation();
  const { run, pending, error, reset } = useHangUp(call);
  usePageKeys();
  useKeyActions(call === null ? {} : { 'hang-up': run });
  useEffect(() => {
    if (error === null) return;
    notify('bad', problemText(error));
    reset();
  }, [error, reset]);
  const text = call === null ? '' : textOf(call);
  return (
    <div className={classes.bar} data-shown={call !== null || undefined} data-testid="call-bar">
      {call !== null && <IconPhoneCall size={20} aria-hidden className={classes.icon} />}
      {/* There before the call: screen readers do not announce a region that comes together with its text. */}
      <span role="status" className={classes.text} title={text}>
        {call === null || call.orderNumber === null ? (
          text
        ) : (
          <Link href={`/orders/${encodeURIComponent(call.orderNumber)}`} className={classes.link ?? ''}>
            {text}
          </Link>
        )}
      </span>
      {call !== null && (
        <>
          <CallTime call={call} />
          <Button
            size="xs"
            color="red"
            className={classes.hangUp ?? ''}
            aria-label={t('callBar.hangUp')}
            rightSection={
              <Kbd size="xs" aria-hidden>
                0
              </Kbd>
            }
            loading={pending}
            onClick={run}
          >
            <IconPhoneEnd size={18} aria-hidden />
            <span className={classes.hangUpWords}>{t('callBar.hangUp')}</span>
          </Button>
        </>
      )}
    </div>
  );

  function textOf({ orderNumber, customerName }: Call): string {
    return orderNumber === null
      ? t('callBar.withoutOrder')
      : t('callBar.of', { number: orderNumber, name: customerName ?? '' });
  }
}

/** Ticks by itself each second; not announced by screen readers. */
function CallTime({ call }: { call: Call }) {
  return (
    <span className={classes.time} role="timer" aria-live="off">
      {callClock(call, useNow())}
    </span>
  );
}

import { Button, Kbd } from '@mantine/core';
import { IconPhoneCall, IconPhoneEnd } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { interviewOf } from '#calls/model/interview-ticket';
import type { Call } from '../api/types';
import { callClock, isInbound } from '../components/call-words';
import { useCallInSight } from '../live/call-in-sight';
import { useAskedCall, useOwnCalls } from '../live/own-calls';
import { PassOn, usePassOnReady } from '../live/pass-on';
import { isConversation, isOwnOrder } from '../live/whose-call';
import { useHangUp } from '../live/use-hang-up';
import { useNow } from '../live/use-now';
import classes from './call-bar.module.css';
import { notify } from './notify';
import { problemText } from '../api/api-problem';
import { useSession } from './session';
import { useKeyActions, usePageKeys, useWorkFacts } from './work-keys';

/** The user's own call that is up and that the page does not show anyway; null where there is none. */
export function useCallForBar(): Call | null {
  const inSight = useCallInSight();
  const own = useOwnCalls();
  useWorkFacts({ up: own.length > 0 });
  const asked = useAskedCall();
  return own.find(({ id }) => id !== inSight) ?? asked;
}

/**
 * The user's own call, on every page and at every scroll position: with whom, how long, and a button that hangs up, as 0
 * does.
 */
export function CallBar({ call }: { call: Call | null }) {
  const { t } = useTranslation();
  const { extension } = useSession().session;
  const { run, pending, error, reset } = useHangUp(call);
  usePageKeys();
  // A colleague's, who asks: only the phone answers, or declines.
  const asked = call !== null && call.extension !== extension;
  useKeyActions(call === null || asked ? {} : { 'hang-up': run });
  useEffect(() => {
    if (error === null) return;
    notify('bad', problemText(error));
    reset();
  }, [error, reset]);
  useKeyedNews(call);
  usePassOnReady(call !== null);
  const text = call === null ? '' : textOf(call);
  return (
    <div className={classes.bar} data-shown={call !== null || undefined} data-testid="call-bar">
      {call !== null && <IconPhoneCall size={20} aria-hidden className={classes.icon} />}
      {/* There before the call: screen readers do not announce a region that comes together with its text. */}
      <span role="status" className={classes.text} title={text}>
        {call === null || call.orderNumber === null || !isOwnOrder(call, extension) ? (
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
          {isConversation(call) && !asked && <PassOn call={call} inBar />}
          {!asked && (
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
          )}
        </>
      )}
    </div>
  );

  function textOf(shown: Call): string {
    const { orderNumber } = shown;
    const name = shown.customerName ?? '';
    // Its ticket is no order.
    if (orderNumber !== null && interviewOf(orderNumber) !== null) return name;
    if (asked)
      return orderNumber === null
        ? t('passOn.askedNoOrder', { extension: shown.extension })
        : t('passOn.asked', { extension: shown.extension, number: orderNumber, name });
    if (shown.phase === 'keying' && orderNumber !== null)
      return t('callBar.keying', { number: orderNumber, name });
    if (isInbound(shown))
      return orderNumber === null
        ? t('callBar.fromUnknown')
        : t('callBar.from', { number: orderNumber, name });
    return orderNumber === null ? t('callBar.withoutOrder') : t('callBar.of', { number: orderNumber, name });
  }
}

/** What came of a number that the customer keyed in, for who has left the order's page meanwhile. */
function useKeyedNews(call: Call | null): void {
  const { t } = useTranslation();
  const keying = useRef<string | null>(null);
  const isKeying = call?.phase === 'keying';
  const id = call?.id ?? null;
  const result = call?.keyed?.result ?? null;
  useEffect(() => {
    if (isKeying) keying.current = id;
    else if (id !== null && keying.current === id && result !== null) {
      keying.current = null;
      notify(result === 'saved' ? 'good' : 'bad', t(`call.keyed.${result}`));
    }
  }, [isKeying, id, result, t]);
}

/** Ticks by itself each second; not announced by screen readers. */
function CallTime({ call }: { call: Call }) {
  return (
    <span className={classes.time} role="timer" aria-live="off">
      {callClock(call, useNow())}
    </span>
  );
}

import type { Slot } from '#kernel/slot';
import { isCallerWaiting } from '#calls/model/caller-wait';
import { Button, Kbd } from '@mantine/core';
import { IconPhone, IconPhoneEnd, IconPhoneOff } from '@tabler/icons-react';
import { Suspense, useEffect, useId, useRef } from 'react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../components/lazy-part';
import type { Call, Order } from '../../api/types';
import { useSession } from '../../app/session';
import { press, useKeyActions, useWorkFacts } from '../../app/work-keys';
import { callWords, talkTime } from '../../components/call-words';
import { ProblemAlert } from '../../components/problem-alert';
import { useReady } from '../../components/use-ready';
import { PassOn, usePassOnReady } from '../../live/pass-on';
import { isConversation } from '../../live/whose-call';
import { useShowsCall } from '../../live/call-in-sight';
import { usePhone } from '../../live/live';
import { phoneWord } from '../../live/phone-badge';
import { useNow } from '../../live/use-now';
import classes from './call-panel.module.css';
import { orderNameId } from './order-head';
import type { OrderCall } from './use-order-call';

const CallNotes = lazyPart(() => import('./call-notes').then(({ CallNotes: notes }) => notes));

const loadKeying = () => import('./number-keying');
const NumberKeying = lazyPart(() => loadKeying().then(({ NumberKeying: keying }) => keying));

interface CallPanelProps extends OrderCall {
  order: Order;
  slot: Slot;
}

/** The Call button, and the progress of the call. Enter calls, 0 hangs up. */
export function CallPanel({ order, slot, call, start, hangUp }: CallPanelProps) {
  const { t } = useTranslation('manager');
  const { session } = useSession();
  const phone = phoneWord(usePhone(session.extension ?? ''));
  const button = useRef<HTMLButtonElement>(null);
  const state = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const hindranceId = useId();
  const live = call !== null && call.disposition === null && call.phase !== 'ended';
  // Nobody is to hang up on who has not been answered yet: the phone takes the call, or declines it.
  const callerWaits = call !== null && isCallerWaiting(call);
  const hindrance =
    order.status !== 'open'
      ? t('order.closed')
      : order.doNotCall
        ? t('order.doNotCall')
        : phone === 'off' && !live
          ? t('call.phoneOff')
          : order.slots.includes(slot)
            ? null
            : t('call.noNumber');
  const ready = hindrance === null;
  usePassOnReady(live);
  useReady(live, loadKeying);
  const stage = call === null || call.phase === 'ended' ? null : callWords(call).stage;
  useWorkFacts({
    call: callerWaits
      ? 'caller-waits'
      : stage === 'ended'
        ? 'ending'
        : stage === 'talking'
          ? 'talking'
          : stage === 'going'
            ? 'ringing'
            : start.pending
              ? 'starting'
              : ready
                ? 'idle'
                : 'barred',
  });
  useKeyActions({
    call: () => {
      start.run(slot);
      // The focus must not move to the button that replaces this one: a second Enter would hang up.
      state.current?.focus();
    },
    ...(live && !callerWaits ? { 'hang-up': hangUp.run } : {}),
  });
  useShowsCall(panel, stage === null || callerWaits ? null : (call?.id ?? null));
  useEffect(() => {
    // A user who moves through the list by keyboard stays there; Enter calls from there too.
    // The order stays scrolled to its top: the customer's name is above the button.
    if (document.activeElement === null || document.activeElement === document.body)
      button.current?.focus({ preventScroll: true });
  }, []);

  return (
    <section
      ref={panel}
      className={classes.panel}
      data-stage={call === null ? 'none' : callWords(call).stage}
    >
      <div className={classes.line}>
        <div
          ref={state}
          className={classes.state}
          tabIndex={-1}
          role="region"
          aria-label={t('call.region')}
          data-none={call === null || undefined}
          data-testid="call-state"
        >
          <CallState call={call} />
        </div>
        {callerWaits ? null : live ? (
          <Button
            key="hang-up"
            className={classes.button ?? ''}
            color="red"
            size="lg"
            leftSection={<IconPhoneEnd aria-hidden />}
            rightSection={<Kbd aria-hidden>0</Kbd>}
            loading={hangUp.pending}
            onClick={unlessSecond(hangUp.run)}
          >
            {t('call.hangUp')}
          </Button>
        ) : (
          <Button
            key="call"
            ref={button}
            aria-describedby={ready ? orderNameId : `${orderNameId} ${hindranceId}`}
            className={classes.button ?? ''}
            color="green"
            size="lg"
            leftSection={<IconPhone aria-hidden />}
            rightSection={<Kbd aria-hidden>Enter</Kbd>}
            loading={start.pending}
            disabled={!ready}
            onClick={unlessSecond(() => press('call'))}
          >
            {t(call === null ? 'call.start' : 'call.again')}
          </Button>
        )}
      </div>
      {call !== null && isConversation(call) && <PassOn call={call} />}
      {call !== null && (
        <Suspense fallback={null}>
          <CallNotes call={call} />
        </Suspense>
      )}
      {hindrance !== null && !callerWaits && (
        <p id={hindranceId} className={classes.hindrance} role="status">
          <IconPhoneOff size={18} aria-hidden />
          {hindrance}
        </p>
      )}
      {call !== null && live && (call.phase === 'talking' || call.phase === 'keying') && (
        <Suspense fallback={null}>
          <NumberKeying key={call.id} call={call} />
        </Suspense>
      )}
      <ProblemAlert error={start.error ?? hangUp.error} />
    </section>
  );
}

/** The second click of a double click would hit the button that has just replaced this one. */
function unlessSecond(act: () => void): (event: MouseEvent) => void {
  return ({ detail }) => {
    if (detail < 2) act();
  };
}

/**
 * The call in words. Screen readers announce the changes, but not the running seconds. The live regions exist
 * before the first call: screen readers do not announce a region that is inserted together with its text.
 */
function CallState({ call }: { call: Call | null }) {
  const { t } = useTranslation();
  const words = call === null ? null : callWords(call);
  const timed =
    call !== null && (words?.stage === 'talking' || (words?.stage === 'ended' && call.talkSeconds > 0));
  return (
    <div className={classes.words} data-stage={words?.stage} data-good={words?.good || undefined}>
      {words !== null && <span className={classes.dot} aria-hidden />}
      <div>
        <div className={classes.headline}>
          <span aria-live="polite">
            {words === null
              ? ''
              : words.headline === 'call.talking' && call?.customerName
                ? t('call.talkingWith', { name: call.customerName })
                : t(words.headline)}
          </span>
          {timed && <CallTime call={call} />}
        </div>
        <div className={classes.hint} aria-live="polite">
          {words?.hint ? t(words.hint) : ''}
        </div>
      </div>
    </div>
  );
}

function CallTime({ call }: { call: Call }) {
  return (
    <span className={classes.time} data-testid="call-time">
      {talkTime(call, useNow())}
    </span>
  );
}

import { Button, Kbd } from '@mantine/core';
import { IconPhoneIncoming } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Call } from '../api/types';
import { duration } from '../i18n/formats';
import { useLiveCalls } from '../live/live';
import { useCallers } from '../live/own-calls';
import { useNow } from '../live/use-now';
import { isOwnOrder, isWithColleague } from '../live/whose-call';
import classes from './call-bar.module.css';
import { keyCaps } from './key-table';
import { useSession } from './session';
import { useKeyActions, useWorkFacts } from './work-keys';

/** How long it is said that a colleague has taken a call. */
const takenMs = 8000;

/** What the bar of callers says. */
export interface CallerNews {
  /** Callers who wait for the user. */
  waiting: Call[];
  /** A caller who was waiting for the user, and with whom a colleague talks now; null for none. */
  taken: Call | null;
}

export function useCallerNews(): CallerNews {
  const { extension } = useSession().session;
  const waiting = useCallers();
  const seen = useRef(new Set<string>());
  for (const { id } of waiting) seen.current.add(id);
  const [said, setSaid] = useState<string | null>(null);
  const found = useLiveCalls().find((call) => seen.current.has(call.id) && isWithColleague(call, extension));
  const taken = found === undefined || found.id === said ? null : found;
  const takenId = taken?.id ?? null;
  useEffect(() => {
    if (takenId === null) return undefined;
    const timer = setTimeout(() => setSaid(takenId), takenMs);
    return () => clearTimeout(timer);
  }, [takenId]);
  return { waiting, taken };
}

/**
 * A caller who waits for the user, on every page: who it is, since when, and how many more; O opens the order. Then, that a
 * colleague has taken the call.
 */
export function CallerBar({ waiting, taken }: CallerNews) {
  const { t } = useTranslation();
  const { extension } = useSession().session;
  const [location, go] = useLocation();
  const call = waiting[0] ?? null;
  // The first whose order is the user's: of a colleague's, only the name is shown.
  const own = waiting.find((each) => isOwnOrder(each, extension)) ?? null;
  const address = own === null ? null : `/orders/${encodeURIComponent(own.orderNumber ?? '')}`;
  useWorkFacts({ caller: own !== null });
  const open = (): void => {
    if (address !== null) go(address);
  };
  useKeyActions(own === null ? {} : { caller: open });
  const shown = call ?? taken;
  const text =
    call !== null ? textOf(call) : taken !== null ? t('callerBar.taken', { who: whoOf(taken) }) : '';
  return (
    <div
      className={classes.bar}
      data-caller={shown !== null || undefined}
      data-taken={(call === null && taken !== null) || undefined}
      data-testid="caller-bar"
    >
      {shown !== null && <IconPhoneIncoming size={20} aria-hidden className={classes.icon} />}
      {/* There before the call: screen readers do not announce a region that comes together with its text. */}
      <span role="status" className={classes.text} title={text}>
        {text}
      </span>
      {call !== null && <WaitTime call={call} />}
      {waiting.length > 1 && (
        <span className={classes.more}>{t('callerBar.more', { callers: waiting.length - 1 })}</span>
      )}
      {own !== null && location !== address && (
        <Button
          size="xs"
          variant="white"
          className={classes.open ?? ''}
          rightSection={
            <Kbd size="xs" aria-hidden>
              {keyCaps.caller[0]}
            </Kbd>
          }
          onClick={open}
        >
          {t('callerBar.open')}
        </Button>
      )}
    </div>
  );

  function textOf(caller: Call): string {
    const waits = caller.phase === 'queueing' || (caller.phase === 'asking' && caller.orderNumber !== null);
    return t(waits ? 'callerBar.waits' : 'callerBar.rings', { who: whoOf(caller) });
  }

  function whoOf({ orderNumber, customerName }: Call): string {
    return orderNumber === null
      ? t('callerBar.unknown')
      : t('callerBar.of', { number: orderNumber, name: customerName ?? '' });
  }
}

/** Ticks by itself each second; not announced by screen readers. */
function WaitTime({ call }: { call: Call }) {
  return (
    <span className={classes.time} role="timer" aria-live="off">
      {duration(Math.max(0, useNow() - Date.parse(call.requestedAt)) / 1000)}
    </span>
  );
}

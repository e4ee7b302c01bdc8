import { Button, Text } from '@mantine/core';
import {
  IconClock,
  IconDeviceLandlinePhone,
  IconDeviceLaptop,
  IconDeviceMobile,
  IconPhone,
  IconPhoneCall,
  IconPhoneEnd,
  IconPhoneOff,
  IconPhonePause,
  IconPhoneOutgoing,
  IconHelpCircle,
  IconPhoneRinging,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { problemText } from '../../api/api-problem';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { duration, timeOfDay } from '../../i18n/formats';
import { useLiveStore } from '../../live/live';
import { useNow } from '../../live/use-now';
import type { ItemOf } from '../../api/types';
import type { BoardLine, LiveQuality } from './board-data';
import { BadNow } from './sound-words';
import { activeSince, canHangUp } from './board-state';
import type { Activity } from './board-state';
import classes from './board.module.css';
import { ListenButtons } from './listen-buttons';
import { everyCall, writeCallFilter } from './call-filter';

const icons: Record<Activity, typeof IconPhone> = {
  talking: IconPhoneCall,
  'customer-rings': IconPhoneOutgoing,
  'phone-rings': IconPhoneRinging,
  starting: IconClock,
  ending: IconPhoneEnd,
  'other-call': IconPhoneCall,
  ready: IconPhone,
  away: IconPhoneOff,
  unknown: IconHelpCircle,
};

interface BoardCardProps {
  line: BoardLine;
  /** How the call sounds; undefined while nothing is known of it. */
  quality: ItemOf<LiveQuality>['quality'] | undefined;
  onHangUp: () => void;
}

/** One manager: the current state, and the day so far. */
export function BoardCard({ line, quality, onHangUp }: BoardCardProps) {
  const { t } = useTranslation('supervisor');
  const { activity, awaySince, awayReason, awayUntil, call, name, extension, devices } = line;
  const Icon = icons[activity];
  const since = activeSince(call);
  return (
    <li
      className={classes.card}
      data-activity={activity}
      data-away={awaySince !== null || undefined}
      data-extension={extension}
    >
      <div className={classes.who}>
        <Text fw={600} truncate>
          {name}
        </Text>
        <Text size="xs" c="dimmed" className={classes.extension}>
          {t('board.extension', { extension })}
        </Text>
      </div>
      <div className={classes.state}>
        <Icon size={18} stroke={1.8} aria-hidden />
        <span>{word()}</span>
        {since !== null && <Timer since={since} />}
        {since === null && <Devices devices={devices} />}
      </div>
      {awaySince !== null && (
        <div className={classes.break}>
          <IconPhonePause size={18} stroke={1.8} aria-hidden />
          <span>{breakWords(awaySince)}</span>
          <EndBreak extension={extension} name={name} />
        </div>
      )}
      {call !== null && call.orderNumber !== null && (
        <Text size="sm" className={classes.order}>
          <Link href={`/calls?${writeCallFilter({ ...everyCall, orderNumber: call.orderNumber })}`}>
            {call.orderNumber}
          </Link>{' '}
          {call.customerName}
        </Text>
      )}
      {activity === 'talking' && <BadNow quality={quality} />}
      {call !== null && activity === 'talking' && <ListenButtons callId={call.id} name={name} />}
      <div className={classes.foot}>
        <Text size="xs" c="dimmed">
          {today(line)}
        </Text>
        {canHangUp(activity, call) && (
          <Button
            size="compact-sm"
            variant="light"
            color="red"
            onClick={onHangUp}
            aria-label={t('board.hangUpOf', { name })}
          >
            {t('board.hangUp')}
          </Button>
        )}
      </div>
    </li>
  );

  function word(): string {
    const isInbound = call?.direction === 'inbound';
    if (isInbound && (activity === 'talking' || activity === 'phone-rings'))
      return t(`board.inbound.${activity}`);
    return t(`board.activity.${activity}`);
  }

  function breakWords(began: string): string {
    return [
      t('board.break', { time: timeOfDay(began) }),
      ...(awayUntil === null ? [] : [t('board.breakUntil', { time: timeOfDay(awayUntil) })]),
      ...(awayReason === null ? [] : [t(`board.reason.${awayReason}`)]),
    ].join(', ');
  }

  function today(day: BoardLine): string {
    const { callsToday, callersToday, talkSecondsToday, missedOrders, lastCallEndedAt } = day;
    const missed = missedOrders > 0 ? [t('board.missed', { count: missedOrders })] : [];
    if (callsToday === 0 && callersToday === 0) return [t('board.noCallToday'), ...missed].join(' · ');
    return [
      ...missed,
      t('board.calls', { count: callsToday }),
      ...(callersToday > 0 ? [t('board.callers', { count: callersToday })] : []),
      ...(talkSecondsToday > 0 ? [t('board.talked', { time: duration(talkSecondsToday) })] : []),
      ...(call === null && lastCallEndedAt !== null
        ? [t('board.lastCall', { time: timeOfDay(lastCallEndedAt) })]
        : []),
    ].join(' · ');
  }
}

const deviceIcons = { page: IconDeviceLaptop, desk: IconDeviceLandlinePhone, mobile: IconDeviceMobile };

/** The devices that ring for the manager now. */
function Devices({ devices }: Pick<BoardLine, 'devices'>) {
  const { t } = useTranslation('supervisor');
  const words = devices.map((kind) => t(`board.devices.${kind}`));
  const title =
    words.length === 0 ? t('board.devices.none') : t('board.rings', { devices: words.join(', ') });
  return (
    <span
      className={classes.devices}
      role="img"
      aria-label={title}
      title={title}
      data-devices={devices.join()}
    >
      {devices.map((kind) => {
        const Icon = deviceIcons[kind];
        return <Icon key={kind} size={16} stroke={1.6} aria-hidden />;
      })}
    </span>
  );
}

/** A manager who forgot to come back: the supervisor ends the break. */
function EndBreak({ extension, name }: { extension: string; name: string }) {
  const { t } = useTranslation('supervisor');
  const store = useLiveStore();
  const end = useMutation({
    mutationFn: () =>
      take(
        api.PUT('/api/managers/{extension}/presence', {
          params: { path: { extension } },
          body: { away: false },
        }),
      ),
    onSuccess: store.takePresence,
    onError: (error) => notify('bad', problemText(error)),
  });
  return (
    <Button
      size="compact-sm"
      variant="default"
      ml="auto"
      loading={end.isPending}
      aria-label={t('board.endBreakOf', { name })}
      onClick={() => end.mutate()}
    >
      {t('board.endBreak')}
    </Button>
  );
}

/** Ticks by itself each second, so that the board around it does not rerender. Not announced by screen readers. */
function Timer({ since }: { since: number }) {
  const now = useNow();
  return (
    <span className={classes.timer} role="timer" aria-live="off">
      {duration((now - since) / 1000)}
    </span>
  );
}

import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import { Alert, Button, Checkbox, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { awayReasons } from '#people/model/presence';
import type { AwayReason } from '#people/model/presence';
import { deviceKinds } from '#people/model/reach';
import type { DeviceKind } from '#people/model/reach';
import { api, take } from '../api/client';
import { Asked } from '../components/asked';
import { ProblemAlert } from '../components/problem-alert';
import { timeOfDay } from '../i18n/formats';
import { useLiveStore, usePresence } from '../live/live';
import type { Presence } from '../live/live-store';
import { breakEnd, breakLengths } from './break-end';
import { OwnMobile } from './own-mobile';
import { isLast, keptOf, ticked, toggled } from './reach-choice';
import classes from './reach-modal.module.css';

const reachKey = ['reach'] as const;

interface ReachModalProps {
  extension: string;
  onClose: () => void;
}

/** Where one's calls ring, and whether those that come in do. */
export function ReachModal({ extension, onClose }: ReachModalProps) {
  const { t } = useTranslation('phone');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('reach.title')}
      closeButtonProps={{ 'aria-label': t('dismiss') }}
    >
      <Stack gap="xl">
        <Devices />
        <Break extension={extension} />
      </Stack>
    </Modal>
  );
}

/** The devices that ring; each click is stored at once. */
function Devices() {
  const { t } = useTranslation('phone');
  const queries = useQueryClient();
  const reach = useQuery({ queryKey: reachKey, queryFn: () => take(api.GET('/api/me/reach')) });
  const change = useMutation({
    mutationFn: (devices: DeviceKind[] | null) => take(api.PUT('/api/me/reach', { body: { devices } })),
    onSuccess: (after) => queries.setQueryData(reachKey, after),
  });
  return (
    <Asked query={reach} lines={3}>
      {({ devices: stored, rings, hasMobile }) => {
        const devices = ticked(change.isPending ? change.variables : stored, hasMobile);
        return (
          <Stack gap="xs">
            <Text size="sm">{t('reach.explained')}</Text>
            <Checkbox
              label={t('reach.automatic')}
              description={t('reach.automaticHint')}
              checked={devices === null}
              disabled={change.isPending}
              // Taking it off leaves what rings now.
              onChange={() => change.mutate(devices === null ? keptOf(rings) : null)}
            />
            {deviceKinds.map((kind) => (
              <Checkbox
                key={kind}
                label={t(`reach.devices.${kind}`)}
                checked={devices?.includes(kind) ?? false}
                description={kind === 'mobile' ? t('reach.mobileHint') : undefined}
                disabled={change.isPending || isLast(devices, kind) || (kind === 'mobile' && !hasMobile)}
                onChange={() => change.mutate(toggled(devices, kind))}
              />
            ))}
            {rings.length === 0 && <Alert color="orange">{t('reach.nowhere')}</Alert>}
            <ProblemAlert error={change.error} />
            <OwnMobile onChanged={() => void queries.invalidateQueries({ queryKey: reachKey })} />
          </Stack>
        );
      }}
    </Asked>
  );
}

/** The end of a break that is chosen as a time of the day. */
const atTime = 'time';

/** A break: why, and until when. */
function Break({ extension }: { extension: string }) {
  const { t } = useTranslation('phone');
  const store = useLiveStore();
  const presence = usePresence(extension);
  const [reason, setReason] = useState<AwayReason | ''>('');
  const [length, setLength] = useState('');
  const [time, setTime] = useState('');
  const change = useMutation({
    mutationFn: (body: { away: boolean; reason?: AwayReason | null; until?: string | null }) =>
      take(api.PUT('/api/me/presence', { body })),
    onSuccess: store.takePresence,
  });
  const until = breakEnd(length === atTime ? { time } : { minutes: Number(length) }, new Date());
  const begin = (): void =>
    change.mutate({ away: true, reason: reason === '' ? null : reason, until: until?.toISOString() ?? null });
  const away = presence?.away === true;
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('break.title')}</Text>
      <Text size="sm">{away ? words(presence) : t('break.explained')}</Text>
      <div className={classes.fields}>
        <NativeSelect
          label={t('break.reason')}
          value={reason}
          data={[
            { value: '', label: t('break.unsaid') },
            ...awayReasons.map((each) => ({ value: each, label: t(`break.reasons.${each}`) })),
          ]}
          onChange={(event) => setReason(event.currentTarget.value as AwayReason | '')}
        />
        <NativeSelect
          label={t('break.until')}
          value={length}
          data={[
            { value: '', label: t('break.open') },
            ...breakLengths.map((minutes) => ({
              value: String(minutes),
              label: t('break.minutes', { count: minutes }),
            })),
            { value: atTime, label: t('break.atTime') },
          ]}
          onChange={(event) => setLength(event.currentTarget.value)}
        />
        {length === atTime && (
          <TextInput
            type="time"
            label={t('break.time')}
            value={time}
            onChange={(event) => setTime(event.currentTarget.value)}
          />
        )}
      </div>
      <ProblemAlert error={change.error} />
      <Group justify="flex-end">
        {away && (
          <Button variant="default" loading={change.isPending} onClick={() => change.mutate({ away: false })}>
            {t('break.end')}
          </Button>
        )}
        <Button loading={change.isPending} disabled={length === atTime && until === null} onClick={begin}>
          {away ? t('break.change') : t('break.begin')}
        </Button>
      </Group>
    </Stack>
  );

  function words({ awaySince, awayReason, awayUntil }: Presence): string {
    return [
      t('break.since', { time: timeOfDay(awaySince ?? '') }),
      ...(awayReason === null ? [] : [t(`break.reasons.${awayReason}`)]),
      ...(awayUntil === null ? [] : [t('reach.until', { time: timeOfDay(awayUntil) })]),
    ].join(', ');
  }
}

import '@mantine/core/styles/DataList.layer.css';
import '../../components/overlay-styles';
import '@mantine/core/styles/Timeline.layer.css';
import { Anchor, DataList, Drawer, Group, Stack, Text, Timeline, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Call } from '../../api/types';
import { useLastShown } from '../../components/use-last-shown';
import { dateTime, duration } from '../../i18n/formats';
import { everyCall, writeCallFilter } from './call-filter';
import { stepsOf } from './call-steps';
import { ResultBadge } from './call-words';
import { Sounds } from './sound-words';

interface CallDrawerProps {
  call: Call | null;
  onClose: () => void;
  nameOf: (extension: string) => string;
}

/** The whole record of one call. */
export function CallDrawer({ call, onClose, nameOf }: CallDrawerProps) {
  const { t } = useTranslation('supervisor');
  const shown = useLastShown(call);
  return (
    <Drawer
      opened={call !== null}
      onClose={onClose}
      position="right"
      size="26rem"
      title={t('call.title')}
      closeButtonProps={{ 'aria-label': t('call.close') }}
    >
      {shown !== null && <Details call={shown} nameOf={nameOf} onGo={onClose} />}
    </Drawer>
  );
}

interface DetailsProps {
  call: Call;
  nameOf: (extension: string) => string;
  onGo: () => void;
}

function Details({ call, nameOf, onGo }: DetailsProps) {
  const { t } = useTranslation('supervisor');
  const steps = stepsOf(call);
  const facts: [string, string | number | null][] = [
    [
      t('manager'),
      // Of a caller whom nobody was called for, nobody.
      call.courierName !== null
        ? t('courierOf', { name: call.courierName })
        : call.extension === ''
          ? null
          : (call.managers.length > 1 ? call.managers : [call.extension])
              .map((extension) => t('managerOf', { name: nameOf(extension), extension }))
              .join(' → '),
    ],
    [t('order'), call.orderNumber],
    [t('customer'), call.customerName],
    [t('call.slot'), call.orderNumber === null ? null : t(`slot.${call.slot}`)],
    [t('calls.talk'), call.talkSeconds > 0 ? duration(call.talkSeconds) : null],
    [t('call.voicemail'), call.voicemail ? t('call.voicemailYes') : null],
    [t('call.transfer'), call.untaken ? t('call.untaken') : null],
    [t('call.why'), call.refusal === null ? null : t(`refusal.${call.refusal}`)],
    [t('calls.endedBy'), call.hungUpBy === null ? null : t(`ender.${call.hungUpBy}`)],
    [t('call.started'), t(`startKind.${call.startKind}`)],
    [t('call.did'), call.did],
    [t('call.trunk'), call.trunk],
    [t('call.cause'), call.hangupCause],
    [t('call.sipCode'), call.sipCode],
    [t('call.id'), call.id],
  ];
  return (
    <Stack>
      <Group>
        <ResultBadge call={call} />
        <Text size="sm" c="dimmed">
          {dateTime(call.requestedAt)}
        </Text>
      </Group>
      <DataList labelWidth="8.5rem">
        {facts
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <DataList.Item key={name}>
              <DataList.ItemLabel>{name}</DataList.ItemLabel>
              <DataList.ItemValue style={{ overflowWrap: 'anywhere' }}>{value}</DataList.ItemValue>
            </DataList.Item>
          ))}
      </DataList>
      <Stack gap={4}>
        {call.orderNumber !== null && (
          <Anchor
            component={Link}
            size="sm"
            onClick={onGo}
            href={`/calls?${writeCallFilter({ ...everyCall, orderNumber: call.orderNumber })}`}
          >
            {t('call.ofThisOrder')}
          </Anchor>
        )}
        {call.extension !== '' && (
          <Anchor
            component={Link}
            size="sm"
            onClick={onGo}
            href={`/calls?${writeCallFilter({ ...everyCall, extension: call.extension })}`}
          >
            {t('call.ofThisManager')}
          </Anchor>
        )}
      </Stack>
      {call.talkSeconds > 0 && (
        <>
          <Title order={3} size="h5">
            {t('sound.title')}
          </Title>
          <Sounds quality={call.quality} />
        </>
      )}
      <Title order={3} size="h5">
        {t('call.steps')}
      </Title>
      <Timeline active={steps.length} bulletSize={14} lineWidth={2}>
        {steps.map(({ name, at, seconds }) => (
          <Timeline.Item key={name} title={<Text size="sm">{t(`call.${name}`)}</Text>}>
            <Text size="xs" c="dimmed">
              {clock(at)}
              {seconds > 0 && ` · +${duration(seconds)}`}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Stack>
  );
}

/** To the second: the steps of a call are seconds apart. */
function clock(at: string): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = new Date(at);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':');
}

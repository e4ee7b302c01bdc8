import { ActionIcon, Button, Kbd, TextInput } from '@mantine/core';
import {
  IconDialpad,
  IconHeadphones,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhone,
  IconPhoneEnd,
  IconX,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { gradeOf } from '#calls/model/speech-quality';
import { problemText } from '../api/api-problem';
import { keyCaps } from '../app/key-table';
import { useKeyActions } from '../app/work-keys';
import { DevicePanel } from './device-panel';
import classes from './phone.module.css';
import { pagePhone } from './page-phone';
import type { CallQuality } from './call-quality';
import type { PageCall, PhoneFault } from './page-phone';
import { usePagePhone } from './use-page-phone';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

/** The phone's own controls, at the foot of every page. With whom one talks, and how long, the page shows elsewhere. */
export function PhoneBar() {
  const { t } = useTranslation('phone');
  const { duty, call, fault } = usePagePhone();
  const [devices, setDevices] = useState(false);
  const rings = call?.stage === 'ringing';
  useKeyActions({
    ...(rings && { answer: () => void pagePhone.answer() }),
    ...(call !== null && !rings && { mute: () => pagePhone.mute(!call.muted) }),
  });
  if (duty !== 'ready' && call === null && fault === null) return null;
  return (
    <div className={classes.bar} data-testid="phone-bar">
      {fault !== null && <Fault fault={fault} />}
      {devices && !rings && <DevicePanel onClose={() => setDevices(false)} />}
      {rings ? (
        <Ringing />
      ) : (
        <div className={classes.tools}>
          <ActionIcon
            size="xl"
            variant="default"
            className={classes.opener ?? ''}
            aria-label={t('devices.title')}
            title={t('devices.title')}
            aria-expanded={devices}
            onClick={() => setDevices(!devices)}
          >
            <IconHeadphones size={20} aria-hidden />
          </ActionIcon>
          {call === null ? duty === 'ready' && <Dial /> : <InCall call={call} />}
        </div>
      )}
    </div>
  );
}

function Fault({ fault }: { fault: PhoneFault }) {
  const { t } = useTranslation('phone');
  const text =
    typeof fault === 'string'
      ? t(`fault.${fault}`)
      : 'microphone' in fault
        ? t(`fault.microphone.${fault.microphone}`)
        : 'end' in fault
          ? t(`fault.end.${fault.end}`)
          : problemText(fault.problem);
  return (
    <div className={classes.fault} role="alert">
      <span>{text}</span>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('dismiss')}
        onClick={() => pagePhone.dismissFault()}
      >
        <IconX size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function Ringing() {
  const { t } = useTranslation('phone');
  return (
    <div className={classes.line}>
      <span role="status" className={classes.words}>
        {t('ringing')}
      </span>
      <Button
        color="green"
        leftSection={<IconPhone size={18} aria-hidden />}
        rightSection={
          <Kbd size="xs" aria-hidden>
            {keyCaps.answer[0]}
          </Kbd>
        }
        onClick={() => void pagePhone.answer()}
      >
        {t('answer')}
      </Button>
      <Button
        color="red"
        leftSection={<IconPhoneEnd size={18} aria-hidden />}
        onClick={() => pagePhone.decline()}
      >
        {t('decline')}
      </Button>
    </div>
  );
}

function InCall({ call: { stage, muted, lost, quality } }: { call: PageCall }) {
  const { t } = useTranslation('phone');
  const [keypad, setKeypad] = useState(false);
  const Icon = muted ? IconMicrophoneOff : IconMicrophone;
  return (
    <div className={classes.stack}>
      {keypad && (
        <div className={classes.keypad} role="group" aria-label={t('keypad')}>
          {keys.map((key) => (
            <Button key={key} variant="default" onClick={() => pagePhone.press(key)}>
              {key}
            </Button>
          ))}
        </div>
      )}
      <div className={classes.line}>
        {lost && (
          <span role="status" className={classes.lost}>
            {t('lost')}
          </span>
        )}
        {!lost && quality !== null && <Quality quality={quality} />}
        <Button
          variant={muted ? 'filled' : 'default'}
          color="orange"
          aria-pressed={muted}
          leftSection={<Icon size={18} aria-hidden />}
          rightSection={
            <Kbd size="xs" aria-hidden>
              {keyCaps.mute[0]}
            </Kbd>
          }
          onClick={() => pagePhone.mute(!muted)}
        >
          {t(muted ? 'unmute' : 'mute')}
        </Button>
        <ActionIcon
          size="lg"
          variant="default"
          aria-label={t('keypad')}
          aria-expanded={keypad}
          disabled={stage !== 'talking'}
          onClick={() => setKeypad(!keypad)}
        >
          <IconDialpad size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size="lg"
          color="red"
          variant="filled"
          aria-label={t('hangUp')}
          onClick={() => pagePhone.hangUp()}
        >
          <IconPhoneEnd size={18} aria-hidden />
        </ActionIcon>
      </div>
    </div>
  );
}

/** How the talk sounds, and what spoils it: in words, since nobody knows what a score means. */
function Quality({ quality: { mos, fault } }: { quality: CallQuality }) {
  const { t } = useTranslation('phone');
  if (mos === null && fault === null) return null;
  return (
    <span className={classes.quality} data-testid="call-quality" data-mos={mos?.toFixed(2)}>
      {mos !== null && (
        <span title={t('quality.score', { mos: mos.toFixed(1) })} data-grade={gradeOf(mos)}>
          {t(`quality.${gradeOf(mos)}`)}
        </span>
      )}
      {fault !== null && (
        <span role="status" className={classes.lost}>
          {t(`quality.fault.${fault}`)}
        </span>
      )}
    </span>
  );
}

/** `*7` and the order number, as at a desk phone. */
function Dial() {
  const { t } = useTranslation('phone');
  const [opened, setOpened] = useState(false);
  const [number, setNumber] = useState('');
  const call = (event: SyntheticEvent): void => {
    event.preventDefault();
    const dialled = number.trim().replace(/^\*7/, '');
    if (dialled === '') return;
    void pagePhone.dial(dialled);
    setNumber('');
    setOpened(false);
  };
  if (!opened)
    return (
      <ActionIcon
        size="xl"
        variant="default"
        className={classes.opener ?? ''}
        aria-label={t('dial')}
        title={t('dial')}
        onClick={() => setOpened(true)}
      >
        <IconDialpad size={20} aria-hidden />
      </ActionIcon>
    );
  return (
    <form className={classes.line} onSubmit={call}>
      <TextInput
        aria-label={t('orderNumber')}
        placeholder={t('orderNumber')}
        leftSection="*7"
        maxLength={32}
        autoFocus
        value={number}
        onChange={({ currentTarget }) => setNumber(currentTarget.value)}
      />
      <Button type="submit" color="green" leftSection={<IconPhone size={18} aria-hidden />}>
        {t('call')}
      </Button>
      <ActionIcon variant="subtle" color="gray" aria-label={t('dismiss')} onClick={() => setOpened(false)}>
        <IconX size={18} aria-hidden />
      </ActionIcon>
    </form>
  );
}

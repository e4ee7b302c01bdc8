import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chosenDevices, devicesNow } from './devices';
import type { Device, DeviceRole } from './devices';
import { EchoPanel } from './echo-panel';
import classes from './phone.module.css';
import { pagePhone } from './page-phone';

/** Where the manager speaks, hears the customer, and hears it ring; and whether the microphone hears anything. */
export function DevicePanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('phone');
  const [chosen, setChosen] = useState(chosenDevices);
  const devices = useDevices();
  const choose = (role: DeviceRole, id: string): void => {
    void pagePhone.choose(role, id);
    setChosen({ ...chosen, [role]: id });
  };
  const select = (role: DeviceRole, offered: readonly Device[]) => (
    <NativeSelect
      label={t(`devices.${role}`)}
      value={offered.some(({ id }) => id === chosen[role]) ? chosen[role] : ''}
      data={[
        { value: '', label: t('devices.own') },
        ...offered.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={({ currentTarget }) => choose(role, currentTarget.value)}
    />
  );
  return (
    <div className={classes.devices} role="group" aria-label={t('devices.title')}>
      <span className={classes.devicesTitle}>
        {t('devices.title')}
        <ActionIcon variant="subtle" color="gray" aria-label={t('dismiss')} onClick={onClose}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </span>
      {select('microphone', devices.microphone)}
      <Level />
      {devices.output.length > 0 && (
        <>
          {select('speaker', devices.output)}
          {select('ring', devices.output)}
        </>
      )}
      <EchoPanel />
    </div>
  );
}

/** Moves while the manager speaks. */
function Level() {
  const { t } = useTranslation('phone');
  const meter = useRef<HTMLMeterElement>(null);
  useEffect(
    () =>
      pagePhone.lookAtLevel((level) => {
        // Loudness is felt by its logarithm: 60 dB from one end to the other.
        if (meter.current !== null) meter.current.value = Math.max(0, 1 + Math.log10(level) / 3);
      }),
    [],
  );
  return <meter ref={meter} className={classes.level} aria-label={t('devices.level')} min={0} max={1} />;
}

/** What is plugged in, as it comes and goes. */
function useDevices(): Awaited<ReturnType<typeof devicesNow>> {
  const [devices, setDevices] = useState<Awaited<ReturnType<typeof devicesNow>>>({
    microphone: [],
    output: [],
  });
  useEffect(() => {
    const look = (): void => void devicesNow().then(setDevices, () => undefined);
    look();
    navigator.mediaDevices.addEventListener('devicechange', look);
    return () => navigator.mediaDevices.removeEventListener('devicechange', look);
  }, []);
  return devices;
}

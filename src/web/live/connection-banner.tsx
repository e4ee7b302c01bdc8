import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from './live';

/** Shorter interruptions (a restart, a lift) are not shown. */
const graceMs = 2500;

/** Says that the connection is lost, and that no input is. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const lost = useConnection() === 'lost';
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!lost) {
      setShown(false);
      return undefined;
    }
    const timer = setTimeout(() => setShown(true), graceMs);
    return () => clearTimeout(timer);
  }, [lost]);
  return (
    <div role="status">
      {shown && (
        <Alert
          color="yellow"
          radius={0}
          icon={<IconPlugConnectedX aria-hidden />}
          data-testid="connection-lost"
        >
          {t('connection.lost')}
        </Alert>
      )}
    </div>
  );
}

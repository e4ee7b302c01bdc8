import { Notification } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './notices.module.css';
import { currentNotices, dismiss, subscribeToNotices } from './notify';

/** Shows the messages of notify(). */
export function Notices() {
  const { t } = useTranslation();
  const notices = useSyncExternalStore(subscribeToNotices, currentNotices);
  return (
    <div className={classes.corner} role="status">
      {notices.map(({ id, kind, message }) => (
        <Notification
          key={id}
          color={kind === 'good' ? 'green' : 'red'}
          withBorder
          role="presentation"
          onClose={() => dismiss(id)}
          closeButtonProps={{ 'aria-label': t('close') }}
        >
          {message}
        </Notification>
      ))}
    </div>
  );
}

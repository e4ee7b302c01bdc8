import { Button, Kbd, Notification } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './notices.module.css';
import { currentNotices, dismiss, hold, resume, subscribeToNotices } from './notify';

const colours = { good: 'green', bad: 'red', hint: 'yellow' } as const;

/** Shows the messages of notify(). */
export function Notices() {
  const { t } = useTranslation();
  const notices = useSyncExternalStore(subscribeToNotices, currentNotices);
  return (
    <div className={classes.corner} role="status">
      {notices.map(({ id, kind, message, action }) => (
        <Notification
          key={id}
          color={colours[kind]}
          withBorder
          role="presentation"
          onClose={() => dismiss(id)}
          closeButtonProps={{ 'aria-label': t('close') }}
          onMouseEnter={() => hold(id)}
          onMouseLeave={() => resume(id)}
          onFocus={() => hold(id)}
          onBlur={() => resume(id)}
        >
          {message}
          {action !== undefined && (
            <div className={classes.action}>
              <Button
                size="xs"
                variant="light"
                rightSection={
                  <Kbd size="xs" aria-hidden>
                    {action.keys}
                  </Kbd>
                }
                onClick={() => {
                  dismiss(id);
                  action.run();
                }}
              >
                {action.label}
              </Button>
            </div>
          )}
        </Notification>
      ))}
    </div>
  );
}

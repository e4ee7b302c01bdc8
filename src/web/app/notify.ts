import { notifications } from '@mantine/notifications';

/** A word in the corner that goes by itself; screen readers read it. For what needs no answer. */
export function notify(kind: 'good' | 'bad', message: string): void {
  notifications.show({
    message,
    color: kind === 'good' ? 'green' : 'red',
    autoClose: kind === 'good' ? 3000 : 8000,
    withBorder: true,
  });
}

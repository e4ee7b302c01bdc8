import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../live/live';

/** Says that a supervisor takes part in the call: one who was announced, since the server reports no other. */
export function ListenerNote({ callId }: { callId: string }) {
  const { t } = useTranslation('manager');
  const heard = (useLive().listeners.get(callId) ?? []).filter(({ answeredAt }) => answeredAt !== null);
  return (
    <div role="status" data-testid="listener">
      {heard.map(({ actor, name, mode }) => (
        <Text key={actor} size="sm" fw={500}>
          {t(`listening.${mode}`, { name })}
        </Text>
      ))}
    </div>
  );
}

import { listeningModes } from '#calls/model/listening-facts';
import type { ListeningMode } from '#calls/model/listening-facts';
import { Button, Group, Text } from '@mantine/core';
import { IconEar, IconMessageCircle, IconUsersGroup } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../api/api-problem';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { useSession } from '../../app/session';
import { useLive } from '../../live/live';

const icons: Record<ListeningMode, typeof IconEar> = {
  listen: IconEar,
  whisper: IconMessageCircle,
  join: IconUsersGroup,
};

/** Takes part in a manager's conversation by the own phone; says who does. */
export function ListenButtons({ callId, name }: { callId: string; name: string }) {
  const { t } = useTranslation('supervisor');
  const { session } = useSession();
  const [listener] = useLive().listeners.get(callId) ?? [];
  const isMine = listener?.actor === `account:${session.login}`;
  const listen = useMutation({
    mutationFn: (mode: ListeningMode) =>
      take(api.PUT('/api/calls/{id}/listener', { params: { path: { id: callId } }, body: { mode } })),
    onError: (error) => notify('bad', problemText(error)),
  });
  const leave = useMutation({
    mutationFn: () => take(api.DELETE('/api/calls/{id}/listener', { params: { path: { id: callId } } })),
    onError: (error) => notify('bad', problemText(error)),
  });
  return (
    <div role="group" aria-label={t('listening.of', { name })}>
      {listener !== undefined && (
        <Text size="sm" fw={500} role="status">
          {listener.answeredAt === null
            ? t('listening.rings', { name: listener.name })
            : t(`listening.is.${listener.mode}`, { name: listener.name })}
        </Text>
      )}
      <Group gap={6} mt={4}>
        {(listener === undefined || isMine) &&
          listeningModes.map((mode) => {
            const Icon = icons[mode];
            const isOn = isMine && listener.mode === mode;
            return (
              <Button
                key={mode}
                size="compact-sm"
                variant={isOn ? 'filled' : 'default'}
                aria-pressed={isOn}
                leftSection={<Icon size={14} aria-hidden />}
                loading={listen.isPending && listen.variables === mode}
                onClick={() => listen.mutate(mode)}
              >
                {t(`listening.${mode}`)}
              </Button>
            );
          })}
        {isMine && (
          <Button
            size="compact-sm"
            variant="light"
            color="red"
            loading={leave.isPending}
            onClick={() => leave.mutate()}
          >
            {t('listening.leave')}
          </Button>
        )}
      </Group>
    </div>
  );
}

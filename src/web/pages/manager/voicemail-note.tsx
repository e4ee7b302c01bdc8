import { Button } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import type { Call } from '../../api/types';
import { ProblemAlert } from '../../components/problem-alert';
import { useLiveStore } from '../../live/live';
import classes from './call-panel.module.css';

/** Says that a voicemail seems to have answered, and takes it back if a person has. */
export function VoicemailNote({ call }: { call: Call }) {
  const { t } = useTranslation('manager');
  const mark = useMarkVoicemail();
  return (
    <>
      <div className={classes.voicemail} role="status" data-testid="voicemail">
        {call.voicemail && (
          <>
            <IconMicrophone size={18} aria-hidden />
            <span>{t('voicemail.note')}</span>
            <Button
              size="compact-sm"
              variant="default"
              loading={mark.isPending}
              onClick={() => mark.mutate({ id: call.id, voicemail: false })}
            >
              {t('voicemail.person')}
            </Button>
          </>
        )}
      </div>
      <ProblemAlert error={mark.error} />
    </>
  );
}

/** Says who answered a call, live or ended. */
export function useMarkVoicemail() {
  const store = useLiveStore();
  return useMutation({
    mutationFn: ({ id, voicemail }: { id: string; voicemail: boolean }) =>
      take(api.PUT('/api/calls/{id}/voicemail', { params: { path: { id } }, body: { voicemail } })),
    onSuccess: store.take,
  });
}

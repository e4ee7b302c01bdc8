import { Button } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../api/types';
import { ProblemAlert } from '../../components/problem-alert';
import classes from './voicemail-note.module.css';
import { useMarkVoicemail } from './use-mark-voicemail';

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

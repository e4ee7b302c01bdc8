import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EchoResult } from './echo-test';
import classes from './phone.module.css';
import { pagePhone } from './page-phone';
import { usePagePhone } from './use-page-phone';

/** Calls the echo extension, and says in words what was found. */
export function EchoPanel() {
  const { t } = useTranslation('phone');
  const { duty, call } = usePagePhone();
  const [state, setState] = useState<'idle' | 'speak' | EchoResult>('idle');
  const isRunning = state === 'speak';
  const hear = async (): Promise<void> => {
    setState('speak');
    setState((await pagePhone.hearYourself().catch(() => null)) ?? 'unanswered');
  };
  return (
    <div className={classes.echo}>
      <Button
        variant="default"
        size="xs"
        disabled={isRunning || duty !== 'ready' || call !== null}
        onClick={() => void hear()}
      >
        {t('echo.button')}
      </Button>
      <p className={classes.echoWords} role="status" data-result={state}>
        {t(`echo.${state}`)}
      </p>
    </div>
  );
}

import { Alert, Button } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../api/api-problem';

interface ProblemAlertProps {
  /** Null shows nothing. */
  error: unknown;
  again?: () => void;
}

/** What went wrong and what to do; screen readers announce it. */
export function ProblemAlert({ error, again }: ProblemAlertProps) {
  const { t } = useTranslation();
  if (error === null || error === undefined) return null;
  return (
    <Alert color="red" icon={<IconAlertCircle aria-hidden />} role="alert">
      {problemText(error)}
      {again !== undefined && (
        <div>
          <Button mt="xs" size="xs" variant="light" color="red" onClick={again}>
            {t('again')}
          </Button>
        </div>
      )}
    </Alert>
  );
}

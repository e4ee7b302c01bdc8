import '@mantine/core/styles/FloatingIndicator.layer.css';
import '@mantine/core/styles/SegmentedControl.layer.css';
import { Input, SegmentedControl, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import type { Session } from '../../api/types';
import { useSession } from '../../app/session';
import { ProblemAlert } from '../../components/problem-alert';
import classes from './settings-page.module.css';

const schemes = ['auto', 'light', 'dark'] as const satisfies Session['colorScheme'][];

/** Language and colours; stored with the account, so that they apply on every machine. */
export function LookFields() {
  const { t } = useTranslation();
  const { session, set } = useSession();
  const change = useMutation({
    mutationFn: (body: Partial<Pick<Session, 'language' | 'colorScheme'>>) =>
      take(api.PATCH('/api/session/preferences', { body })),
    onSuccess: set,
  });
  const shown = { ...session, ...(change.isPending ? change.variables : {}) };
  return (
    <Stack>
      <Input.Wrapper label={t('settings.language')} labelElement="div">
        <SegmentedControl
          fullWidth
          mt={4}
          aria-label={t('settings.language')}
          value={shown.language}
          onChange={(language) => change.mutate({ language })}
          data={[
            { value: 'ru', label: 'Русский' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Input.Wrapper>
      <Input.Wrapper label={t('settings.scheme')} labelElement="div">
        <SegmentedControl
          fullWidth
          mt={4}
          classNames={{ control: classes.choice ?? '', label: classes.choiceLabel ?? '' }}
          aria-label={t('settings.scheme')}
          value={shown.colorScheme}
          onChange={(colorScheme) => change.mutate({ colorScheme })}
          data={schemes.map((value) => ({ value, label: t(`settings.schemes.${value}`) }))}
        />
      </Input.Wrapper>
      <ProblemAlert error={change.error} />
    </Stack>
  );
}

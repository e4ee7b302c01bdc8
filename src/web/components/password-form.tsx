import '@mantine/core/styles/PasswordInput.layer.css';
import type { PasswordFault } from '#people/model/password-rules';
import { passwordRules, shortestPassword } from '#people/model/password-rules';
import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { IconCheck, IconPoint } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldFault, isAtFields } from '../api/api-problem';
import { api, take } from '../api/client';
import { useSession } from '../app/session';
import classes from './password-form.module.css';
import { ProblemAlert } from './problem-alert';
import { useFilledIn } from './use-filled-in';

const ruleKeys = {
  'too-short': 'length',
  'too-simple': 'simple',
  'contains-login': 'login',
  'same-as-before': 'other',
} as const satisfies Record<PasswordFault, string>;

interface PasswordFormProps {
  currentLabel: string;
  submitLabel: string;
  onDone?: () => void;
}

/** The current password and a new one, with the rules for it, checked while one types. */
export function PasswordForm({ currentLabel, submitLabel, onDone }: PasswordFormProps) {
  const { t } = useTranslation();
  const { session, set } = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const rulesId = useId();
  const rules = passwordRules(next, session.login, current).map(({ fault, kept }) => ({
    key: ruleKeys[fault],
    kept: kept && next !== '',
  }));
  const change = useMutation({
    mutationFn: () => take(api.PUT('/api/session/password', { body: { current, new: next } })),
    onSuccess: (changed) => {
      setCurrent('');
      setNext('');
      set(changed);
      onDone?.();
    },
  });
  const filled = useFilledIn(() => {
    if (!change.isPending) change.mutate();
  });

  return (
    <form {...filled.form}>
      <Stack>
        <input type="text" name="username" autoComplete="username" value={session.login} readOnly hidden />
        <PasswordInput
          label={currentLabel}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          error={filled.missing(current) ?? fieldFault(change.error, 'current')}
          autoComplete="current-password"
          maxLength={1024}
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
        />
        <div>
          <PasswordInput
            label={t('password.new')}
            value={next}
            onChange={(event) => setNext(event.currentTarget.value)}
            error={filled.missing(next) ?? fieldFault(change.error, 'new')}
            aria-describedby={rulesId}
            autoComplete="new-password"
            maxLength={1024}
            required
            withAsterisk={false}
            visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
          />
          <ul className={classes.rules} id={rulesId}>
            {rules.map(({ key, kept }) => (
              <li key={key} data-kept={kept || undefined}>
                {kept ? <IconCheck size={16} aria-hidden /> : <IconPoint size={16} aria-hidden />}
                <Text span size="sm">
                  {t(`password.rules.${key}`, { count: shortestPassword })}
                </Text>
              </li>
            ))}
          </ul>
        </div>
        <ProblemAlert error={isAtFields(change.error, ['current', 'new']) ? null : change.error} />
        <Button type="submit" loading={change.isPending} disabled={!rules.every(({ kept }) => kept)}>
          {submitLabel}
        </Button>
      </Stack>
    </form>
  );
}

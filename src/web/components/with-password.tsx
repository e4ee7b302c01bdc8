import '@mantine/core/styles/PasswordInput.layer.css';
import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldFault, isAtFields } from '../api/api-problem';
import { ProblemAlert } from './problem-alert';
import { useFilledIn } from './use-filled-in';

interface WithPasswordProps<Answer> {
  text?: string;
  /** Fields beside the password. */
  children?: ReactNode;
  /** Names of those fields, whose faults they show. */
  fields?: readonly string[];
  submitLabel: string;
  send: (password: string) => Promise<Answer>;
  onDone: (answer: Answer) => void;
  onError?: (error: unknown) => void;
}

/** A form for what needs the password once more. */
export function WithPassword<Answer>({
  text,
  children,
  fields = [],
  submitLabel,
  send,
  onDone,
  onError,
}: WithPasswordProps<Answer>) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const sending = useMutation({
    mutationFn: () => send(password),
    onSuccess: onDone,
    ...(onError !== undefined && { onError }),
  });
  const filled = useFilledIn(() => {
    if (!sending.isPending) sending.mutate();
  });
  return (
    <form {...filled.form}>
      <Stack>
        {text !== undefined && <Text>{text}</Text>}
        {children}
        <PasswordInput
          label={t('totp.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={filled.missing(password) ?? fieldFault(sending.error, 'password')}
          autoComplete="current-password"
          maxLength={1024}
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
        />
        <ProblemAlert error={isAtFields(sending.error, ['password', ...fields]) ? null : sending.error} />
        <Button type="submit" variant="default" loading={sending.isPending}>
          {submitLabel}
        </Button>
      </Stack>
    </form>
  );
}

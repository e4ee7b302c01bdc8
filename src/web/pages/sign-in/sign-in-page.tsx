import '@mantine/core/styles/PasswordInput.layer.css';
import { Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldFault, problemOf } from '../../api/api-problem';
import { api, take } from '../../api/client';
import type { Session } from '../../api/types';
import { ProblemAlert } from '../../components/problem-alert';
import { useFilledIn } from '../../components/use-filled-in';
import { usePageTitle } from '../../components/use-page-title';
import { EntryFrame } from './entry-frame';

interface SignInPageProps {
  onSession: (session: Session) => void;
  /** The login of a session that ended while the page was open; null where there was none. */
  lost: string | null;
}

/** Login and password; the code of an authenticator only for accounts that use one. */
export function SignInPage({ onSession, lost }: SignInPageProps) {
  const { t } = useTranslation();
  const [login, setLogin] = useState(lost ?? '');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [codeAsked, setCodeAsked] = useState(false);
  const codeField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const signIn = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/session', {
          body: { login: login.trim(), password, ...(codeAsked ? { code: code.trim() } : {}) },
        }),
      ),
    onSuccess: onSession,
    onError: (error) => {
      const { slug } = problemOf(error);
      if (slug === 'code-required' || slug === 'code-refused') {
        setCodeAsked(true);
        setCode('');
        codeField.current?.focus();
      } else if (slug === 'sign-in-refused') {
        setPassword('');
        setCodeAsked(false);
        passwordField.current?.focus();
      }
    },
  });
  const filled = useFilledIn(() => {
    if (!signIn.isPending) signIn.mutate();
  });
  const { slug } = problemOf(signIn.error);
  const justAsked = signIn.isError && slug === 'code-required';
  useEffect(() => {
    if (codeAsked) codeField.current?.focus();
  }, [codeAsked]);
  usePageTitle(t('signIn.title'));

  return (
    <EntryFrame>
      <form {...filled.form}>
        <Stack>
          <div>
            <Title order={1} size="h2">
              {t('signIn.title')}
            </Title>
            <Text c="dimmed" size="sm">
              {lost === null ? t('signIn.hint') : t('signIn.again')}
            </Text>
          </div>
          <TextInput
            label={t('signIn.login')}
            description={t('signIn.loginHint')}
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
            error={filled.missing(login) ?? fieldFault(signIn.error, 'login')}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            autoFocus={lost === null}
            required
            withAsterisk={false}
          />
          <PasswordInput
            ref={passwordField}
            label={t('signIn.password')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={filled.missing(password) ?? fieldFault(signIn.error, 'password')}
            name="password"
            autoComplete="current-password"
            maxLength={1024}
            autoFocus={lost !== null}
            required
            withAsterisk={false}
            visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
          />
          {codeAsked && (
            <TextInput
              ref={codeField}
              label={t('signIn.code')}
              description={t('signIn.codeHint')}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              error={filled.missing(code) ?? fieldFault(signIn.error, 'code')}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={10}
              required
              withAsterisk={false}
            />
          )}
          <ProblemAlert error={justAsked ? null : signIn.error} />
          <Button type="submit" size="md" loading={signIn.isPending}>
            {t('signIn.submit')}
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  );
}

import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldFault, problemOf } from '../../api/api-problem';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { useSession } from '../../app/session';
import { ProblemAlert } from '../../components/problem-alert';
import { QrCode } from './qr-code';
import classes from './settings-page.module.css';

/** The second step of signing in: turned on with an app's first code, turned off with the password. */
export function TotpFields() {
  const { session } = useSession();
  return session.totp ? <TurnOff /> : <TurnOn />;
}

function TurnOn() {
  const { t } = useTranslation();
  const { set } = useSession();
  const [code, setCode] = useState('');
  const begin = useMutation({ mutationFn: () => take(api.POST('/api/session/totp')) });
  const confirm = useMutation({
    mutationFn: () => take(api.PUT('/api/session/totp', { body: { code: code.trim() } })),
    onSuccess: (session) => {
      set(session);
      notify('good', t('totp.turnedOn'));
    },
  });
  if (begin.data === undefined)
    return (
      <Stack align="start">
        <Text>{t('totp.off')}</Text>
        <ProblemAlert error={begin.error} />
        <Button variant="light" loading={begin.isPending} onClick={() => begin.mutate()}>
          {t('totp.turnOn')}
        </Button>
      </Stack>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!confirm.isPending) confirm.mutate();
      }}
    >
      <Stack>
        <Text>{t('totp.scan')}</Text>
        <QrCode text={begin.data.uri} label={t('totp.qr')} />
        <Text size="sm">
          {t('totp.secret')}: <span className={classes.secret}>{begin.data.secret}</span>
        </Text>
        <TextInput
          label={t('totp.code')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={fieldFault(confirm.error, 'code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
          required
          withAsterisk={false}
        />
        <ProblemAlert error={problemOf(confirm.error).faults.length > 0 ? null : confirm.error} />
        <Button type="submit" loading={confirm.isPending}>
          {t('totp.confirm')}
        </Button>
      </Stack>
    </form>
  );
}

function TurnOff() {
  const { t } = useTranslation();
  const { set } = useSession();
  const [password, setPassword] = useState('');
  const end = useMutation({
    mutationFn: () => take(api.DELETE('/api/session/totp', { body: { password } })),
    onSuccess: (session) => {
      set(session);
      notify('good', t('totp.turnedOff'));
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!end.isPending) end.mutate();
      }}
    >
      <Stack>
        <Text>{t('totp.on')}</Text>
        <PasswordInput
          label={t('totp.passwordToTurnOff')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={fieldFault(end.error, 'password')}
          autoComplete="current-password"
          maxLength={1024}
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
        />
        <ProblemAlert error={problemOf(end.error).faults.length > 0 ? null : end.error} />
        <Button type="submit" variant="default" loading={end.isPending}>
          {t('totp.turnOff')}
        </Button>
      </Stack>
    </form>
  );
}

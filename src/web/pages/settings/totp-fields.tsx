import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldFault, isAtFields } from '../../api/api-problem';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { useSession } from '../../app/session';
import { ProblemAlert } from '../../components/problem-alert';
import { useFilledIn } from '../../components/use-filled-in';
import { QrCode } from './qr-code';
import classes from './settings-page.module.css';

/** Two-step sign-in: turned on with the app's first code, turned off with the password. */
export function TotpFields() {
  const { session } = useSession();
  return session.totp ? <TurnOff /> : <TurnOn />;
}

function TurnOn() {
  const { t } = useTranslation(['common', 'problems']);
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
  const filled = useFilledIn(() => {
    if (!confirm.isPending) confirm.mutate();
  });
  // The general text for `wrong` is about a password; this field is a code.
  const refused = isAtFields(confirm.error, ['code']) ? t('problems:slugs.code-refused') : null;
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
    <form {...filled.form}>
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
          error={filled.missing(code) ?? refused}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
          required
          withAsterisk={false}
        />
        <ProblemAlert error={refused === null ? confirm.error : null} />
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
  const filled = useFilledIn(() => {
    if (!end.isPending) end.mutate();
  });
  return (
    <form {...filled.form}>
      <Stack>
        <Text>{t('totp.on')}</Text>
        <PasswordInput
          label={t('totp.passwordToTurnOff')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={filled.missing(password) ?? fieldFault(end.error, 'password')}
          autoComplete="current-password"
          maxLength={1024}
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
        />
        <ProblemAlert error={isAtFields(end.error, ['password']) ? null : end.error} />
        <Button type="submit" variant="default" loading={end.isPending}>
          {t('totp.turnOff')}
        </Button>
      </Stack>
    </form>
  );
}

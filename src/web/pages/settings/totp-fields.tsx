import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isAtFields } from '../../api/api-problem';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { useSession } from '../../app/session';
import { ProblemAlert } from '../../components/problem-alert';
import { useFilledIn } from '../../components/use-filled-in';
import { WithPassword } from '../../components/with-password';
import { QrCode } from './qr-code';
import classes from './settings-page.module.css';

/** Two-step sign-in: turned on with the password and the app's first code, turned off with the password. */
export function TotpFields() {
  const { session } = useSession();
  return session.totp ? <TurnOff /> : <TurnOn />;
}

interface SecretOfApp {
  secret: string;
  uri: string;
}

function TurnOn() {
  const { t } = useTranslation();
  const [begun, setBegun] = useState<SecretOfApp | null>(null);
  if (begun !== null) return <FirstCode app={begun} />;
  return (
    <WithPassword
      text={t('totp.off')}
      submitLabel={t('totp.turnOn')}
      send={(password) => take(api.POST('/api/session/totp', { body: { password } }))}
      onDone={setBegun}
    />
  );
}

function FirstCode({ app }: { app: SecretOfApp }) {
  const { t } = useTranslation(['common', 'problems']);
  const { set } = useSession();
  const [code, setCode] = useState('');
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
  return (
    <form {...filled.form}>
      <Stack>
        <Text>{t('totp.scan')}</Text>
        <QrCode text={app.uri} label={t('totp.qr')} />
        <Text size="sm">
          {t('totp.secret')}: <span className={classes.secret}>{app.secret}</span>
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
  return (
    <WithPassword
      text={t('totp.on')}
      submitLabel={t('totp.turnOff')}
      send={(password) => take(api.DELETE('/api/session/totp', { body: { password } }))}
      onDone={(session) => {
        set(session);
        notify('good', t('totp.turnedOff'));
      }}
    />
  );
}

import { Paper, Text, Title } from '@mantine/core';
import { Suspense } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { notify } from '../../app/notify';
import { lazyPage } from '../../app/page-entry';
import { useSession } from '../../app/session';
import { PageFrame } from '../../components/page-frame';
import { PasswordForm } from '../../components/password-form';
import { LookFields } from './look-fields';
import classes from './settings-page.module.css';
import { TotpFields } from './totp-fields';

const OwnProgram = lazyPage('mail', () =>
  import('../../mails/own-program').then(({ OwnProgram: program }) => program),
);

/** The user's own settings: language, colours, password, and two-step sign-in. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { session } = useSession();
  return (
    <PageFrame title={t('account.settings')}>
      <div className={classes.sections}>
        <Section title={t('settings.look')}>
          <LookFields />
        </Section>
        <Section title={t('settings.password')}>
          <PasswordForm
            currentLabel={t('settings.currentPassword')}
            submitLabel={t('settings.changePassword')}
            onDone={() => notify('good', t('settings.passwordChanged'))}
          />
        </Section>
        <Section title={t('totp.title')}>
          <TotpFields />
        </Section>
        {session.role === 'manager' && (
          <Suspense fallback={null}>
            <OwnProgram />
          </Suspense>
        )}
      </div>
      <Text c="dimmed" size="sm" mt="lg">
        {t('settings.version', { version: session.version })}
      </Text>
    </PageFrame>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper component="section" className={classes.section} withBorder radius="lg" aria-label={title}>
      <Title order={2} size="h4" mb="md">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PasswordForm } from '../../components/password-form';

/** A user who got a password from an administrator chooses a new one. */
export function NewPassword() {
  const { t } = useTranslation();
  return (
    <Stack>
      <div>
        <Title order={1} size="h2">
          {t('newPassword.title')}
        </Title>
        <Text c="dimmed" size="sm">
          {t('newPassword.hint')}
        </Text>
      </div>
      <PasswordForm currentLabel={t('newPassword.current')} submitLabel={t('continue')} />
    </Stack>
  );
}

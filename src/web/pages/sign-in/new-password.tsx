import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PasswordForm } from '../../components/password-form';

/** Whoever got a password from an administrator chooses one that nobody else knows. */
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

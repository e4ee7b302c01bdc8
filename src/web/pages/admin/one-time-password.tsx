import '../../components/overlay-styles';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyLine } from '../../components/copy-line';

/** The person who gets a new password. */
export interface NewSignIn {
  name: string;
  login: string;
  password: string;
}

/** A password that is shown once. Only its button closes it: a click beside it must not lose the password. */
export function OneTimePassword({ signIn, onDone }: { signIn: NewSignIn | null; onDone: () => void }) {
  const { t } = useTranslation('admin');
  if (signIn === null) return null;
  const { name, login, password } = signIn;
  return (
    <Modal
      opened
      onClose={onDone}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      title={t('password.title')}
    >
      <Stack data-testid="one-time-password">
        <Text size="sm">{t('password.intro', { name })}</Text>
        <Labelled label={t('password.login')}>
          <CopyLine text={login} label={t('copy')} />
        </Labelled>
        <Labelled label={t('password.password')}>
          <CopyLine text={password} label={t('password.copyPassword')} />
        </Labelled>
        <Text size="sm" c="dimmed">
          {t('password.next', { name })}
        </Text>
        <Group justify="flex-end">
          <Button leftSection={<IconKey size={16} aria-hidden />} onClick={onDone} data-autofocus>
            {t('password.done')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed" mb={2}>
        {label}
      </Text>
      {children}
    </div>
  );
}

import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Menu.layer.css';
import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconLogout, IconSettings, IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { problemText } from '../api/api-problem';
import { notify } from './notify';
import { useSession } from './session';

/** The signed-in account, links to its settings, and sign-out. Opens as soon as it is mounted. */
export function AccountMenu() {
  const { t } = useTranslation();
  const { session, signOut } = useSession();
  const [, go] = useLocation();
  return (
    <Menu position="bottom-end" width={230} withinPortal={false} defaultOpened>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('account.menu')}>
          <IconUserCircle aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {session.name}
          </Text>
          {t(`roles.${session.role}`)}
          {session.extension !== null && ` · ${t('account.extension', { extension: session.extension })}`}
        </Menu.Label>
        <Menu.Item leftSection={<IconSettings size={16} aria-hidden />} onClick={() => go('/settings')}>
          {t('account.settings')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => void signOut().catch((error: unknown) => notify('bad', problemText(error)))}
        >
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

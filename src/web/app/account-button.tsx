import { ActionIcon } from '@mantine/core';
import { IconUserCircle } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { lazyPart } from '../components/lazy-part';
import { useTranslation } from 'react-i18next';

const AccountMenu = lazyPart(() => import('./account-menu').then(({ AccountMenu: menu }) => menu));

/** Opens the account's menu, whose code is loaded on first use. */
export function AccountButton() {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  const button = (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={t('account.menu')}
      aria-haspopup="menu"
      onClick={() => setWanted(true)}
    >
      <IconUserCircle aria-hidden />
    </ActionIcon>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <AccountMenu />
    </Suspense>
  );
}

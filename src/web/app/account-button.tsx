import { ActionIcon } from '@mantine/core';
import { IconUserCircle } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';

const AccountMenu = lazy(async () => ({ default: (await import('./account-menu')).AccountMenu }));

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

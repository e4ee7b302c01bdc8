import { ActionIcon, Burger, Menu, Text } from '@mantine/core';
import { IconLogout, IconSettings, IconUserCircle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useRoute } from 'wouter';
import { problemText } from '../api/api-problem';
import { ConnectionBanner } from '../live/connection-banner';
import { PhoneBadge } from '../live/phone-badge';
import { notify } from './notify';
import type { PageEntry } from './page-entry';
import { useSession } from './session';
import classes from './shell.module.css';

interface ShellProps {
  pages: PageEntry[];
  children: ReactNode;
}

/** What is around every page: who is signed in, where else one can go, and the state of phone and connection. */
export function Shell({ pages, children }: ShellProps) {
  const { t } = useTranslation();
  const { session } = useSession();
  const [location] = useLocation();
  const [opened, setOpened] = useState(false);
  const shown = pages.filter(({ label }) => label !== null);
  // A single page needs no navigation.
  const navigation = shown.length > 1;

  useEffect(() => setOpened(false), [location]);

  return (
    <div className={classes.shell} data-navigation={navigation || undefined}>
      <a className={classes.skip} href="#main">
        {t('skip')}
      </a>
      <header className={classes.header}>
        {navigation && (
          <Burger
            hiddenFrom="sm"
            size="sm"
            opened={opened}
            onClick={() => setOpened(!opened)}
            aria-label={t('nav.menu')}
            aria-expanded={opened}
          />
        )}
        <Link href="/" className={classes.brand}>
          <img src="/star7.svg" alt="" width={28} height={28} />
          <span className={classes.brandName}>Star7</span>
        </Link>
        <div className={classes.spread} />
        {session.extension !== null && <PhoneBadge extension={session.extension} />}
        <AccountMenu />
      </header>
      {navigation && (
        <nav className={classes.nav} data-opened={opened || undefined} aria-label={t('nav.label')}>
          {shown.map((entry) => (
            <NavItem key={entry.path} entry={entry} />
          ))}
        </nav>
      )}
      <main className={classes.main} id="main" tabIndex={-1}>
        <ConnectionBanner />
        {children}
      </main>
    </div>
  );
}

function NavItem({ entry: { path, label, icon: Icon } }: { entry: PageEntry }) {
  const { t } = useTranslation();
  const [active] = useRoute(path);
  if (label === null) return null;
  return (
    <Link href={path} className={classes.item ?? ''} aria-current={active ? 'page' : undefined}>
      <Icon size={20} stroke={1.7} aria-hidden />
      <span>{t(label)}</span>
    </Link>
  );
}

function AccountMenu() {
  const { t } = useTranslation();
  const { session, signOut } = useSession();
  const [, go] = useLocation();
  return (
    <Menu position="bottom-end" width={220}>
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

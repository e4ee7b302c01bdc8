import { Burger } from '@mantine/core';
import { Suspense, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useRoute } from 'wouter';
import { ConnectionBanner } from '../live/connection-banner';
import { PhoneBadge } from '../live/phone-badge';
import { PresenceSwitch } from '../live/presence-switch';
import { AccountButton } from './account-button';
import { CallBar, useCallForBar } from './call-bar';
import { CallerBar, useCallerNews } from './caller-bar';
import { lazyPage } from './page-entry';
import type { PageEntry } from './page-entry';
import { useSession } from './session';
import classes from './shell.module.css';

const PhonePart = lazyPage('phone', () => import('../phone/phone-part').then(({ PhonePart: part }) => part));

interface ShellProps {
  pages: PageEntry[];
  children: ReactNode;
}

/** The frame around every page: account, navigation, and the state of phone and connection. */
export function Shell({ pages, children }: ShellProps) {
  const { t } = useTranslation();
  const { session } = useSession();
  const [location] = useLocation();
  const [opened, setOpened] = useState(false);
  const call = useCallForBar();
  const callers = useCallerNews();
  const shown = pages.filter(({ label }) => label !== null);
  // With a single page there is no navigation.
  const navigation = shown.length > 1;

  useEffect(() => setOpened(false), [location]);

  return (
    <div
      className={classes.shell}
      data-navigation={navigation || undefined}
      data-in-call={call !== null || undefined}
      data-callers={callers.waiting.length > 0 || callers.taken !== null || undefined}
    >
      <a className={classes.skip} href="#main">
        {t('skip')}
      </a>
      <header className={classes.top}>
        <div className={classes.header}>
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
          <Link href="/" className={classes.brand} aria-label="Star7">
            <img src="/star7.svg" alt="" width={28} height={28} />
            <span className={classes.brandName}>Star7</span>
          </Link>
          <div className={classes.spread} />
          {session.extension !== null && <PresenceSwitch extension={session.extension} />}
          {session.extension !== null && (
            <Suspense>
              <PhonePart />
            </Suspense>
          )}
          {session.extension !== null && <PhoneBadge extension={session.extension} />}
          <AccountButton />
        </div>
        <CallBar call={call} />
        <CallerBar {...callers} />
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

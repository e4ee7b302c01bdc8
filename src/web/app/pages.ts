import { IconPhoneCall, IconSettings } from '@tabler/icons-react';
import type { Role } from '../api/types';
import { lazyPage } from './page-entry';
import type { PageEntry } from './page-entry';

const managerPages: PageEntry[] = [
  {
    // One page for the list and the open order, so that moving between orders remounts nothing.
    path: '/orders/:number?',
    label: 'nav.orders',
    icon: IconPhoneCall,
    page: lazyPage('manager', () => import('../pages/manager/workplace').then(({ Workplace }) => Workplace)),
  },
  {
    // Interviewers are given its address; no page leads there.
    path: '/interview',
    label: null,
    icon: IconPhoneCall,
    page: lazyPage('interview', () =>
      import('../pages/interview/interview').then(({ Interview }) => Interview),
    ),
  },
];

/** Reached from the orders: with one page in the navigation there is none. */
const mails: PageEntry = {
  path: '/mail',
  label: null,
  icon: IconPhoneCall,
  page: lazyPage('mail', () => import('../mails/mail-page').then(({ MailPage }) => MailPage)),
};

const ownSettings: PageEntry = {
  path: '/settings',
  label: null,
  icon: IconSettings,
  page: lazyPage('common', () =>
    import('../pages/settings/settings-page').then(({ SettingsPage }) => SettingsPage),
  ),
};

const found = new Map<Role, Promise<PageEntry[]>>();

/**
 * The pages of a role, in the order of the navigation; the first is home. Returns the same promise each time. Pages
 * for other roles, and their icons, are not in a manager's first page.
 */
export function pagesOf(role: Role): Promise<PageEntry[]> {
  const known = found.get(role);
  if (known !== undefined) return known;
  const pages = findPages(role);
  found.set(role, pages);
  // Allows another attempt once the network is back.
  pages.catch(() => found.delete(role));
  return pages;
}

async function findPages(role: Role): Promise<PageEntry[]> {
  if (role === 'manager') return [...managerPages, mails, ownSettings];
  const { supervisorPages } = await import('../pages/supervisor/supervisor-pages');
  return [...(await supervisorPages(role)), ownSettings];
}

/** Where the bare address leads. */
export function homeOf(pages: PageEntry[]): string {
  return pages[0]?.path.replace(/\/:.*$/, '') ?? '/settings';
}

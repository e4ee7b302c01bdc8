import { IconPhoneCall, IconSettings } from '@tabler/icons-react';
import type { Role } from '../api/types';
import { adminPages } from '../pages/admin/admin-pages';
import { supervisorPages } from '../pages/supervisor/supervisor-pages';
import { lazyPage } from './page-entry';
import type { PageEntry } from './page-entry';

const managerPages: PageEntry[] = [
  {
    // One page for the list and the order beside it, so that going through orders mounts nothing anew.
    path: '/orders/:number?',
    label: 'nav.orders',
    icon: IconPhoneCall,
    page: lazyPage('manager', () => import('../pages/manager/workplace').then(({ Workplace }) => Workplace)),
  },
];

const ownSettings: PageEntry = {
  path: '/settings',
  label: null,
  icon: IconSettings,
  page: lazyPage('common', () =>
    import('../pages/settings/settings-page').then(({ SettingsPage }) => SettingsPage),
  ),
};

/** The pages of a role, in the order of the navigation; the first is home. */
export function pagesOf(role: Role): PageEntry[] {
  switch (role) {
    case 'manager':
      return [...managerPages, ownSettings];
    case 'supervisor':
      return [...supervisorPages, ownSettings];
    case 'administrator':
      return [...supervisorPages, ...adminPages, ownSettings];
  }
}

/** Where whoever opens the bare address goes. */
export function homeOf(pages: PageEntry[]): string {
  return pages[0]?.path.replace(/\/:.*$/, '') ?? '/settings';
}

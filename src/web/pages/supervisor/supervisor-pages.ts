import { IconLayoutDashboard } from '@tabler/icons-react';
import { lazyPage } from '../../app/page-entry';
import type { PageEntry } from '../../app/page-entry';

/** In the order of the navigation; the first is home. */
export const supervisorPages: PageEntry[] = [
  {
    path: '/',
    label: 'nav.board',
    icon: IconLayoutDashboard,
    page: lazyPage('supervisor', () => import('./board').then(({ Board }) => Board)),
  },
];

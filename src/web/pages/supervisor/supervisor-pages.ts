import {
  IconAddressBook,
  IconChartBar,
  IconEyeOff,
  IconFileSearch,
  IconLayoutDashboard,
  IconPhone,
} from '@tabler/icons-react';
import { lazyPage } from '../../app/page-entry';
import type { PageEntry } from '../../app/page-entry';

/** In the order of the navigation; the first is home. */
export const supervisorPages: PageEntry[] = [
  {
    path: '/board',
    label: 'nav.board',
    icon: IconLayoutDashboard,
    page: lazyPage('supervisor', () => import('./board').then(({ Board }) => Board)),
  },
  {
    path: '/calls',
    label: 'nav.calls',
    icon: IconPhone,
    page: lazyPage('supervisor', () => import('./call-log').then(({ CallLog }) => CallLog)),
  },
  {
    path: '/order/:number',
    label: null,
    icon: IconPhone,
    page: lazyPage('supervisor', () => import('./order-history').then(({ OrderHistory }) => OrderHistory)),
  },
  {
    path: '/statistics',
    label: 'nav.statistics',
    icon: IconChartBar,
    page: lazyPage('supervisor', () => import('./statistics').then(({ StatisticsPage }) => StatisticsPage)),
  },
  {
    path: '/hidden-notes',
    label: 'nav.notes',
    icon: IconEyeOff,
    page: lazyPage('supervisor', () => import('./hidden-notes').then(({ HiddenNotes }) => HiddenNotes)),
  },
  {
    path: '/changed-numbers',
    label: 'nav.contactChanges',
    icon: IconAddressBook,
    page: lazyPage('supervisor', () =>
      import('./changed-numbers').then(({ ChangedNumbers }) => ChangedNumbers),
    ),
  },
  {
    path: '/audit',
    label: 'nav.audit',
    icon: IconFileSearch,
    page: lazyPage('supervisor', () => import('./audit-log').then(({ AuditLog }) => AuditLog)),
  },
];

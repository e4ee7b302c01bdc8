import {
  IconAddressBook,
  IconChartBar,
  IconEyeOff,
  IconFileSearch,
  IconInbox,
  IconLayoutDashboard,
  IconPhone,
  IconTruckDelivery,
} from '@tabler/icons-react';
import { lazyPage } from '../../app/page-entry';
import { loadWords } from '../../i18n/i18n';
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
    path: '/pool',
    label: 'nav.pool',
    icon: IconInbox,
    page: lazyPage('supervisor', () => import('./pool').then(({ Pool }) => Pool)),
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
    path: '/couriers',
    label: 'nav.couriers',
    icon: IconTruckDelivery,
    page: lazyPage('courier', async () => {
      // Administrators' forms are used here too.
      const [{ Couriers }] = await Promise.all([import('../courier/couriers'), loadWords('admin')]);
      return Couriers;
    }),
  },
  {
    path: '/audit',
    label: 'nav.audit',
    icon: IconFileSearch,
    page: lazyPage('supervisor', () => import('./audit-log').then(({ AuditLog }) => AuditLog)),
  },
];

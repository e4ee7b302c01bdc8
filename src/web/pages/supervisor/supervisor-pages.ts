import {
  IconAddressBook,
  IconChartBar,
  IconEyeOff,
  IconFileSearch,
  IconInbox,
  IconLayoutDashboard,
  IconMail,
  IconPhone,
  IconTruckDelivery,
  IconUsersMinus,
} from '@tabler/icons-react';
import { api, take } from '../../api/client';
import type { Role } from '../../api/types';
import { lazyPage } from '../../app/page-entry';
import { loadWords } from '../../i18n/i18n';
import type { PageEntry } from '../../app/page-entry';

/** In the order of the navigation; the first is home. */
const pages: PageEntry[] = [
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
    path: '/mail',
    label: 'nav.mail',
    icon: IconMail,
    page: lazyPage('mail', () => import('../../mails/mail-page').then(({ MailPage }) => MailPage)),
  },
  {
    path: '/mail/templates',
    label: null,
    icon: IconMail,
    page: lazyPage('mail', () =>
      import('../../mails/mail-templates').then(({ MailTemplates }) => MailTemplates),
    ),
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

/** For those alone whom the operator named. Their labels are of the supervisors' words: managers' words say nothing of it. */
const leakPages: PageEntry[] = [
  {
    path: '/lost-customers',
    label: 'supervisor:leaks.nav' as 'nav.label',
    icon: IconUsersMinus,
    page: lazyPage('supervisor', () => import('./leaks').then(({ Leaks }) => Leaks)),
  },
  {
    path: '/lost-customers/report',
    label: null,
    icon: IconUsersMinus,
    page: lazyPage('supervisor', () => import('./leak-report').then(({ LeakReport }) => LeakReport)),
  },
];

/** The pages of supervisors, and those that administrators have beside them. */
export async function supervisorPages(role: Role): Promise<PageEntry[]> {
  const [mayReadLeaks, more] = await Promise.all([
    findLeakAccess(),
    role === 'administrator' ? import('../admin/admin-pages').then(({ adminPages }) => adminPages) : [],
  ]);
  return [...pages, ...(mayReadLeaks ? leakPages : []), ...more];
}

async function findLeakAccess(): Promise<boolean> {
  try {
    const { mayRead } = await take(api.GET('/api/leaks/access'));
    if (mayRead) await loadWords('supervisor');
    return mayRead;
  } catch {
    // The other pages do not wait for it: a session that is not finished yet is refused here.
    return false;
  }
}

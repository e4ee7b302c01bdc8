import {
  IconAdjustments,
  IconArrowsSplit,
  IconFileImport,
  IconPhoneIncoming,
  IconRouter,
  IconShoppingCart,
  IconStethoscope,
  IconUserShield,
  IconUsers,
} from '@tabler/icons-react';
import { lazyPage } from '../../app/page-entry';
import type { PageEntry } from '../../app/page-entry';

/** In the order of the navigation, after the supervisor's pages. */
export const adminPages: PageEntry[] = [
  {
    path: '/managers',
    label: 'nav.managers',
    icon: IconUsers,
    page: lazyPage('admin', () => import('./managers').then(({ Managers }) => Managers)),
  },
  {
    path: '/accounts',
    label: 'nav.accounts',
    icon: IconUserShield,
    page: lazyPage('admin', () => import('./accounts').then(({ Accounts }) => Accounts)),
  },
  {
    path: '/imports',
    label: 'nav.imports',
    icon: IconFileImport,
    page: lazyPage('admin', () => import('./import-page').then(({ ImportPage }) => ImportPage)),
  },
  {
    path: '/shops',
    label: 'nav.shops',
    icon: IconShoppingCart,
    page: lazyPage('admin', () => import('./shops').then(({ Shops }) => Shops)),
  },
  {
    path: '/order-rules',
    label: 'nav.orderRules',
    icon: IconArrowsSplit,
    page: lazyPage('admin', () => import('./order-rules').then(({ OrderRulesPage }) => OrderRulesPage)),
  },
  {
    path: '/site-settings',
    label: 'nav.siteSettings',
    icon: IconAdjustments,
    page: lazyPage('admin', () => import('./site-settings').then(({ SiteSettings }) => SiteSettings)),
  },
  {
    path: '/dids',
    label: 'nav.dids',
    icon: IconPhoneIncoming,
    page: lazyPage('admin', () => import('./dids').then(({ Dids }) => Dids)),
  },
  {
    path: '/pbx',
    label: 'nav.pbx',
    icon: IconRouter,
    page: lazyPage('admin', () => import('./pbx').then(({ Pbx }) => Pbx)),
  },
  {
    path: '/doctor',
    label: 'nav.doctor',
    icon: IconStethoscope,
    page: lazyPage('admin', () => import('./doctor').then(({ Doctor }) => Doctor)),
  },
];

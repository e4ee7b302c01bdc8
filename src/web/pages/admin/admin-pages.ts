import type { PageEntry } from '../../app/page-entry';

/** In the order of the navigation, after the supervisor's. */
export const adminPages: PageEntry[] = [];

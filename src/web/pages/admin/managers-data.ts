import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { ManagerSettings } from './manager-values';

/** A manager as GET /api/managers has one. */
export interface ManagerRow extends ManagerSettings {
  disabledAt: string | null;
  openOrders: number;
  account: { exists: boolean; mustChangePassword: boolean; totp: boolean; lastSeenAt: string | null } | null;
}

export const managersKey = ['managers'] as const;

export function useManagers(disabledToo: boolean) {
  return useQuery({
    queryKey: [...managersKey, disabledToo],
    queryFn: async () =>
      (await take(api.GET('/api/managers', { params: { query: { disabledToo } } }))).items as ManagerRow[],
    placeholderData: keepPreviousData,
  });
}

/** By name or the beginning of the extension. */
export function foundManagers(rows: readonly ManagerRow[], search: string): ManagerRow[] {
  const wanted = search.trim().toLowerCase();
  return rows.filter(
    ({ name, extension }) =>
      name.toLowerCase().includes(wanted) || extension.toLowerCase().startsWith(wanted),
  );
}

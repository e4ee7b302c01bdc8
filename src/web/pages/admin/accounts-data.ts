import { useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';

export const accountRoles = ['supervisor', 'administrator'] as const;
export type AccountRole = (typeof accountRoles)[number];

/** An account of GET /api/accounts. */
export interface AccountRow {
  login: string;
  name: string;
  role: AccountRole;
  language: 'ru' | 'en';
  mayExport: boolean;
  disabledAt: string | null;
  mustChangePassword: boolean;
  totp: boolean;
  lastSeenAt: string | null;
}

export const accountsKey = ['accounts'] as const;

export function useAccounts() {
  return useQuery({
    queryKey: accountsKey,
    queryFn: async () =>
      (await take(api.GET('/api/accounts', { params: { query: {} } }))).items as AccountRow[],
  });
}

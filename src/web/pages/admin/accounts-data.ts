import { useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Answer, ItemOf } from '../../api/types';

export type AccountRow = ItemOf<Answer<'/api/accounts', 'get'>>;
export type AccountRole = AccountRow['role'];
export const accountRoles = ['supervisor', 'administrator'] as const satisfies AccountRole[];

export const accountsKey = ['accounts'] as const;

export function useAccounts() {
  return useQuery({
    queryKey: accountsKey,
    queryFn: async () => (await take(api.GET('/api/accounts', { params: { query: {} } }))).items,
  });
}

import { useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Answer, ItemOf } from '../../api/types';

export type Shop = ItemOf<Answer<'/api/connectors', 'get'>>;
export type ShopTry = Answer<'/api/connectors/try', 'post'>;
export type ShopHook = Answer<'/api/connectors/{id}/hook', 'post'>;

export const shopsKey = ['shops'] as const;

/** Milliseconds: a first synchronisation is watched. */
const refetchMs = 3000;

export function useShops() {
  return useQuery({
    queryKey: shopsKey,
    queryFn: async () => (await take(api.GET('/api/connectors'))).items,
    refetchInterval: refetchMs,
  });
}

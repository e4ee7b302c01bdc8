import { useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Answer, ItemOf } from '../../api/types';

export type DidRow = ItemOf<Answer<'/api/dids', 'get'>>;

export const didsKey = ['dids'] as const;

/** The route of all other numbers first, stored or not. */
export function useDids() {
  return useQuery({
    queryKey: didsKey,
    queryFn: async () => (await take(api.GET('/api/dids'))).items,
    // A refetch must not change a form that is being filled in.
    refetchOnWindowFocus: false,
  });
}

/** The key of a route, in addresses of pages and of the API. */
export function nameOf({ did }: Pick<DidRow, 'did'>): string {
  return did ?? 'default';
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Answer, ItemOf } from '../../api/types';

export type CourierRow = ItemOf<Answer<'/api/couriers', 'get'>>;

export const couriersKey = ['couriers'] as const;

export function useCouriers(disabledToo: boolean) {
  return useQuery({
    queryKey: [...couriersKey, disabledToo],
    queryFn: async () => (await take(api.GET('/api/couriers', { params: { query: { disabledToo } } }))).items,
    placeholderData: keepPreviousData,
  });
}

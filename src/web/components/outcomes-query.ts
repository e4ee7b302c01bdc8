import { queryOptions } from '@tanstack/react-query';
import { api, take } from '../api/client';

/** What a call may end with, in the shop's words. */
export const outcomesQuery = queryOptions({
  queryKey: ['outcomes'],
  queryFn: async () => (await take(api.GET('/api/outcomes'))).items,
  staleTime: 5 * 60_000,
});

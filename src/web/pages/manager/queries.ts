import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { QueuePart } from '../../api/types';

const pageSize = 60;

/** A manager's orders in one part of the queue, page after page. @param search a number's beginning or part of a name */
export function queueQuery(part: QueuePart, search: string) {
  return infiniteQueryOptions({
    queryKey: ['queue', part, search],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/queue', {
          params: {
            query: {
              part,
              limit: pageSize,
              ...(search === '' ? {} : { search }),
              ...(pageParam === null ? {} : { after: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    // Orders become due by themselves.
    refetchInterval: 60_000,
  });
}

export const countsQuery = queryOptions({
  queryKey: ['queue', 'counts'],
  queryFn: () => take(api.GET('/api/queue/counts')),
  refetchInterval: 60_000,
});

export function orderQuery(orderNumber: string) {
  return queryOptions({
    queryKey: ['order', orderNumber],
    queryFn: () => take(api.GET('/api/orders/{number}', { params: { path: { number: orderNumber } } })),
  });
}

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, take } from '../api/client';

export function orderQuery(orderNumber: string) {
  return queryOptions({
    queryKey: ['order', orderNumber],
    queryFn: () => take(api.GET('/api/orders/{number}', { params: { path: { number: orderNumber } } })),
  });
}

/** The history of an order, newest first, page by page. */
export function timelineQuery(orderNumber: string) {
  return infiniteQueryOptions({
    queryKey: ['order', orderNumber, 'timeline'],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/orders/{number}/timeline', {
          params: {
            path: { number: orderNumber },
            query: { limit: 30, ...(pageParam === null ? {} : { after: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** What an order holds beside customer and amount. */
export function orderDetailsQuery(orderNumber: string) {
  return queryOptions({
    queryKey: ['order', orderNumber, 'details'],
    queryFn: () =>
      take(api.GET('/api/orders/{number}/details', { params: { path: { number: orderNumber } } })),
  });
}

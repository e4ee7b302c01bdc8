import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { QueueList } from '../../api/types';

const firstPageSize = 60;
/** Large pages: a user who scrolls on is likely to scroll far. */
const laterPageSize = 200;
/** A refetch reads every loaded page: with more pages than this, only after a change by the user. */
const pagesReadAnew = 5;

/** A manager's orders in one part of the queue, page by page. @param search a number's beginning or part of a name */
export function queueQuery(part: QueueList, search: string) {
  return infiniteQueryOptions({
    queryKey: ['queue', 'list', part, search],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/queue', {
          params: {
            query: {
              part,
              limit: pageParam === null ? firstPageSize : laterPageSize,
              ...(search === '' ? {} : { search }),
              ...(pageParam === null ? {} : { after: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    // Orders become due as time passes.
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && data.pages.length > pagesReadAnew ? false : 60_000,
  });
}

/** Keeps only the first page of each list, so that a refetch is one request each. */
export function forgetLaterPages(queries: QueryClient): void {
  queries.setQueriesData<InfiniteData<unknown>>(
    { queryKey: ['queue', 'list'] },
    (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
  );
}

/** How many orders each part has; with a search, how many match it. */
export function countsQuery(search: string) {
  return queryOptions({
    queryKey: ['queue', 'counts', search],
    queryFn: () => take(api.GET('/api/queue/counts', { params: { query: search === '' ? {} : { search } } })),
    refetchInterval: 60_000,
  });
}

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

/** One page of a list, as the API returns it. */
export interface KeysetPage<Item> {
  items: Item[];
  next: string | null;
}

export interface KeysetList<Item> {
  items: Item[] | undefined;
  query: UseInfiniteQueryResult<InfiniteData<KeysetPage<Item>>>;
}

const pageSize = 50;

/**
 * A list that is loaded page by page. While its filters change, the previous list stays, so that the layout does
 * not jump.
 * @param read requests one page, by its query
 */
export function useKeysetPages<Item>(
  queryKey: readonly unknown[],
  read: (page: { limit: number; after?: string }) => Promise<KeysetPage<Item>>,
): KeysetList<Item> {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) =>
      read({ limit: pageSize, ...(pageParam === undefined ? {} : { after: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return { items: query.data?.pages.flatMap(({ items }) => items), query };
}

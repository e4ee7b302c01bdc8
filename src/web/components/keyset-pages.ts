import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

/** A page of a list as the API gives it. */
export interface KeysetPage<Item> {
  items: Item[];
  next: string | null;
}

export interface KeysetList<Item> {
  items: Item[] | undefined;
  query: UseInfiniteQueryResult<InfiniteData<KeysetPage<Item>>>;
}

/**
 * A list that grows page by page. While its filters change, the list before stays, so that nothing jumps.
 * @param read asks for the page after `after`, for the first one without it
 */
export function useKeysetPages<Item>(
  queryKey: readonly unknown[],
  read: (after: string | undefined) => Promise<KeysetPage<Item>>,
): KeysetList<Item> {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return { items: query.data?.pages.flatMap(({ items }) => items), query };
}

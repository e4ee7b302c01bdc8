import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';

/**
 * A filter that is part of the page's address: a link shows the same to another user, and a reload keeps it. A
 * change replaces the history entry, so that going back leaves the page.
 */
export function useAddressFilter<Filter>(
  read: (search: string) => Filter,
  write: (filter: Filter) => string,
): [Filter, (filter: Filter) => void] {
  const search = useSearch();
  const [path, go] = useLocation();
  const filter = useMemo(() => read(search), [read, search]);
  const set = useCallback(
    (next: Filter) => {
      const written = write(next);
      go(written === '' ? path : `${path}?${written}`, { replace: true });
    },
    [write, path, go],
  );
  return [filter, set];
}

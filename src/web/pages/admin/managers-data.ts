import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Answer, ItemOf } from '../../api/types';

export type ManagerRow = ItemOf<Answer<'/api/managers', 'get'>>;

export const managersKey = ['managers'] as const;

export function useManagers(disabledToo: boolean) {
  return useQuery({
    queryKey: [...managersKey, disabledToo],
    queryFn: async () => (await take(api.GET('/api/managers', { params: { query: { disabledToo } } }))).items,
    placeholderData: keepPreviousData,
  });
}

/** Matches part of the name or the beginning of the extension. */
export function foundManagers(rows: readonly ManagerRow[], search: string): ManagerRow[] {
  const wanted = search.trim().toLowerCase();
  return rows.filter(
    ({ name, extension }) =>
      name.toLowerCase().includes(wanted) || extension.toLowerCase().startsWith(wanted),
  );
}

/** The groups that active managers are in, by name. */
export function useGroups(): string[] {
  return groupsOf(useManagers(false).data ?? []);
}

export function groupsOf(rows: readonly Pick<ManagerRow, 'group'>[]): string[] {
  return [...new Set(rows.flatMap(({ group }) => group ?? []))].sort((one, other) =>
    one.localeCompare(other),
  );
}

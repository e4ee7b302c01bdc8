import { useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Answer } from '../../api/types';
import { useNameOf, withExtension } from './people';

export type LeakWatch = Answer<'/api/leaks', 'get'>;
export type LeakGroup = LeakWatch['groups'][number];
export type LeakCase = LeakWatch['cases'][number];
export type LeakReport = Answer<'/api/leaks/reports/{month}', 'get'>;
export type ShopLine = NonNullable<LeakWatch['shop']>;
export type ReportedCase = LeakReport['cases'][number];
export type GroupName = Pick<LeakGroup, 'kind' | 'group'>;

export const leaksKey = ['leaks'] as const;

/** In the order of the page. */
export const kinds = ['manager', 'former', 'team', 'region', 'source'] as const;

export const reasons = ['explained', 'no-finding', 'confirmed'] as const;

/** Figures change once a week, and each look is in the audit log. */
export function useLeakWatch() {
  return useQuery({
    queryKey: leaksKey,
    queryFn: () => take(api.GET('/api/leaks')),
    staleTime: Infinity,
  });
}

export function useLeakReport(month: string) {
  return useQuery({
    queryKey: [...leaksKey, 'report', month],
    queryFn: () => take(api.GET('/api/leaks/reports/{month}', { params: { path: { month } } })),
    staleTime: Infinity,
  });
}

/** The extension of a manager's group: that of somebody who left has the manager's number behind it. */
export function extensionOf({ group }: GroupName): string {
  return group.replace(/\/\d+$/, '');
}

/** What a group is called, without its kind: `Anna Ivanova, 101`. */
export function useGroupName(small: string): (group: GroupName) => string {
  const nameOf = useNameOf();
  return (named) => {
    if (named.group === '*') return small;
    if (named.kind !== 'manager' && named.kind !== 'former') return named.group;
    const extension = extensionOf(named);
    const name = nameOf(extension);
    return name === extension || named.group !== extension ? extension : withExtension(name, extension);
  };
}

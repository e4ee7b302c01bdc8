import { useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Answer } from '../../api/types';
import { useNameOf } from './people';

export type LeakWatch = Answer<'/api/leaks', 'get'>;
export type LeakGroup = LeakWatch['groups'][number];
export type LeakCase = LeakWatch['cases'][number];
export type LeakReport = Answer<'/api/leaks/reports/{month}', 'get'>;
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
    return name === extension || named.group !== extension ? extension : `${name}, ${extension}`;
  };
}

/** What chance alone allows in 19 of 20 weeks. */
export function usual({ expected, spread }: { expected: number; spread: number }): [number, number] {
  return [Math.max(0, Math.round(expected - 2 * spread)), Math.round(expected + 2 * spread)];
}

/** How many managers' losses of a fifth show, and within how many weeks that is usual. */
export function powerOf(groups: readonly LeakGroup[]): { shown: number; of: number; weeks: number | null } {
  const managers = groups.filter(({ kind, group }) => kind === 'manager' && group !== '*');
  const weeks = managers
    .map(({ weeksFifth }) => weeksFifth)
    .filter((each) => each !== null)
    .sort((a, b) => a - b);
  return { shown: weeks.length, of: managers.length, weeks: weeks[Math.floor(weeks.length / 2)] ?? null };
}

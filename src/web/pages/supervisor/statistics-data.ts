import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Answer } from '../../api/types';
import type { Period, PeriodChoice } from './period';
import { rangeOf, readPeriod, writePeriod } from './period';

export type Statistics = Answer<'/api/statistics', 'get'>;

export interface StatisticsFilter extends PeriodChoice {
  extension: string | null;
}

/** The server requires both borders, at most a year apart. */
export const statisticsPeriods = [
  'today',
  'yesterday',
  '7-days',
  '30-days',
  'this-month',
  'custom',
] as const satisfies Period[];

const usual: Period = '7-days';

export function readStatisticsFilter(search: string): StatisticsFilter {
  const address = new URLSearchParams(search);
  const choice = readPeriod(address, usual);
  const extension = address.get('manager');
  return {
    ...(choice.period === 'all' ||
    (choice.period === 'custom' && (choice.from === null || choice.to === null))
      ? { period: usual, from: null, to: null }
      : choice),
    extension: extension === null || extension === '' || extension.length > 32 ? null : extension,
  };
}

export function writeStatisticsFilter(filter: StatisticsFilter): string {
  return new URLSearchParams({
    ...writePeriod(filter, usual),
    ...(filter.extension === null ? {} : { manager: filter.extension }),
  }).toString();
}

/** The user's time zone: the statistics use its hours and days. */
export const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function useStatistics(filter: StatisticsFilter) {
  return useQuery({
    queryKey: ['statistics', writeStatisticsFilter(filter)],
    queryFn: () => {
      const { from, to } = rangeOf(filter, new Date());
      const query = {
        from: from?.toISOString() ?? '',
        to: to?.toISOString() ?? '',
        timeZone,
        ...(filter.extension === null ? {} : { extension: filter.extension }),
      };
      return take(api.GET('/api/statistics', { params: { query } }));
    },
    placeholderData: keepPreviousData,
  });
}

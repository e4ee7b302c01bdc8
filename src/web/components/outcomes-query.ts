import { queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, take } from '../api/client';
import { language } from '../i18n/languages';

/** What a call may end with, in the shop's words. */
export const outcomesQuery = queryOptions({
  queryKey: ['outcomes'],
  queryFn: async () => (await take(api.GET('/api/outcomes'))).items,
  staleTime: 5 * 60_000,
});

/** The shop's word for an outcome; its slug where there is none, or none yet. The same function until that changes. */
export function useOutcomeLabel(): (slug: string) => string {
  const { data } = useQuery(outcomesQuery);
  const of = language();
  return useCallback((slug) => data?.find((outcome) => outcome.slug === slug)?.label[of] ?? slug, [data, of]);
}

import { queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, take } from '../api/client';
import { language } from '../i18n/languages';

/** The outcomes that a call may have, as the shop names them. */
export const outcomesQuery = queryOptions({
  queryKey: ['outcomes'],
  queryFn: async () => (await take(api.GET('/api/outcomes'))).items,
  staleTime: 5 * 60_000,
});

/**
 * Returns the label of an outcome; its slug where there is no label, or none is loaded. The function is stable
 * until the labels change.
 */
export function useOutcomeLabel(): (slug: string) => string {
  const { data } = useQuery(outcomesQuery);
  const of = language();
  return useCallback((slug) => data?.find((outcome) => outcome.slug === slug)?.label[of] ?? slug, [data, of]);
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Answer } from '../../api/types';

export type SurveyWatch = Answer<'/api/leaks/surveys', 'get'>;
export type CaseStanding = SurveyWatch['cases'][number];
export type Survey = CaseStanding['surveys'][number];

export const surveysKey = ['surveys'] as const;

/** Answers come while the page is open; each look is in the audit log, so that it is asked anew only when somebody comes back. */
export function useSurveys() {
  return useQuery({
    queryKey: surveysKey,
    queryFn: () => take(api.GET('/api/leaks/surveys')),
    staleTime: 60_000,
  });
}

/** Whole numbers; shares in percent. */
export interface SurveyAssumed {
  background: number;
  gone: number;
  contacted: number;
  controls: number;
  groups: number;
}

export function useSurveyPlan(assumed: SurveyAssumed) {
  return useQuery({
    queryKey: [...surveysKey, 'plan', assumed],
    queryFn: () => take(api.GET('/api/leaks/surveys/plan', { params: { query: { ...assumed } } })),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}

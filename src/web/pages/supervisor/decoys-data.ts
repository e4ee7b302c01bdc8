import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Answer } from '../../api/types';

export type DecoyWatch = Answer<'/api/leaks/decoys', 'get'>;
export type DecoyHit = DecoyWatch['hits'][number];
export type DecoyChannel = DecoyWatch['standing']['channels'][number];

export const decoysKey = ['decoys'] as const;

export const channelKinds = ['manager', 'export', 'import', 'courier', 'shop', 'backup'] as const;
export const hitClasses = ['silent', 'answered', 'offered', 'named'] as const;

export function useDecoys() {
  return useQuery({
    queryKey: decoysKey,
    queryFn: () => take(api.GET('/api/leaks/decoys')),
    staleTime: Infinity,
  });
}

/** Whole numbers; shares in percent. */
export interface ChanceAsked {
  sold: number;
  contacted: number;
  decoys: number;
  hits: number;
}

/** What so many decoys are good for; while a new answer is on its way, the one before. */
export function useChance(asked: ChanceAsked) {
  return useQuery({
    queryKey: [...decoysKey, 'chance', asked],
    queryFn: () =>
      take(api.GET('/api/leaks/decoys/chance', { params: { query: { ...asked, answered: 100 } } })),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}

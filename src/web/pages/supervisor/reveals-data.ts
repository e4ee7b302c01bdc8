import { queryOptions } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Answer, ItemOf } from '../../api/types';

export type Reveal = ItemOf<Answer<'/api/reveals', 'get'>>;
/** What was hidden. Kept in the state of the part that shows it alone: in no cache. */
export type Revealed = Answer<'/api/reveals/{reveal}/look', 'post'>;

export const revealsKey = ['reveals'] as const;

/** Whether the reader may ask at all; where the site has it off, nobody may. */
export const revealAccessQuery = queryOptions({
  queryKey: ['reveals', 'access'],
  queryFn: () => take(api.GET('/api/reveals/access')),
  staleTime: 60_000,
});

export const revealsQuery = queryOptions({
  queryKey: [...revealsKey, 'list'],
  queryFn: () => take(api.GET('/api/reveals')),
});

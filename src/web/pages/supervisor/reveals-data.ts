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

/**
 * For how long it is still shown. By the clock, not by counting: a page that sleeps or lies hidden counts less often.
 * @param until milliseconds, as `now` @returns whole seconds, 0 when it is over
 */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}

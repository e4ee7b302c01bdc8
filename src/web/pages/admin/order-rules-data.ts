import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Answer, Body } from '../../api/types';

/** How orders come in, whose they are, and what managers see of them. */
export type OrderRules = Answer<'/api/settings/orders', 'get'>;

const rulesKey = ['order-rules'] as const;

export function useOrderRules() {
  return useQuery({ queryKey: rulesKey, queryFn: () => take(api.GET('/api/settings/orders')) });
}

/** Puts some of the rules in place of those in use. */
export function useChangeOrderRules(onSaved: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Body<'/api/settings/orders', 'patch'>) =>
      take(api.PATCH('/api/settings/orders', { body })),
    onSuccess: (rules) => {
      queries.setQueryData(rulesKey, rules);
      onSaved();
    },
  });
}

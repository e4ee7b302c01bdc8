import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Answer, ItemOf } from '../../api/types';

export type WebhookRow = ItemOf<Answer<'/api/webhooks', 'get'>>;
export type IdleRow = ItemOf<Answer<'/api/webhook-deliveries', 'get'>>;

const webhooksKey = ['webhooks'] as const;
const deliveriesKey = ['webhook-deliveries'] as const;

/** Rows of a list of deliveries. */
const mostShown = 20;

export function useWebhooks() {
  return useQuery({
    queryKey: webhooksKey,
    queryFn: async () => (await take(api.GET('/api/webhooks'))).items,
  });
}

/** The newest deliveries that were given up, or that wait for addresses that are off. */
export function useIdleDeliveries(state: 'dead' | 'held') {
  return useQuery({
    queryKey: [...deliveriesKey, state],
    queryFn: () =>
      take(api.GET('/api/webhook-deliveries', { params: { query: { limit: mostShown, state } } })),
  });
}

/** Something that is done with addresses or deliveries; both lists are read again. */
export function useWebhookAction<Asked, Done>(
  act: (asked: Asked) => Promise<Done>,
  onDone: (done: Done) => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async (done) => {
      onDone(done);
      await Promise.all(
        [webhooksKey, deliveriesKey].map((queryKey) => queries.invalidateQueries({ queryKey })),
      );
    },
  });
}

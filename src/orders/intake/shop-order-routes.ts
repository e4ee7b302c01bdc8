import {
  statedOrderBody,
  statedOrdersBody,
  statedResultJson,
  statedResultsJson,
  statedResultsSchema,
} from './shop-order-json';
import type { RefusedOrder, ShopOrders } from './shop-orders';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { Problem } from '#http/problem';
import { bodyProblems, commonProblems, named, orderParams, problemResponses } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { credentialName } from '#kernel/principal';

/** Bytes. */
const largestOrder = 256 * 1024;
const largestBatch = 4 * 1024 * 1024;

/** Requests of one token in a minute, to this process. A batch counts once. */
export const statedPerMinute = 600;

/** Orders that the shop's own programs state. */
export function shopOrderRoutes(app: Api, orders: ShopOrders, perMinute = statedPerMinute): void {
  const countOf = app.createRateLimit({
    max: perMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => credentialName(principalOf(request)),
  });
  app.addHook('onRequest', async (request) => {
    const count = await countOf(request);
    if (!count.isAllowed && count.isExceeded) {
      throw new Problem('too-many-requests', { headers: { 'retry-after': String(count.ttlInSeconds) } });
    }
  });

  const problems = problemResponses(
    ...bodyProblems,
    'role-forbidden',
    'too-many-requests',
    'stopping',
    ...commonProblems,
  );

  app.put(
    '/orders/:number',
    {
      bodyLimit: largestOrder,
      schema: {
        operationId: 'stateOrder',
        summary: 'State one order: it is added or brought up to date',
        description:
          'For a token of the role `shop`. Idempotent: stating an order again changes nothing. It goes through the rules of an ' +
          'import, and can be called once the answer is there.',
        tags: ['shop'],
        params: orderParams,
        body: statedOrderBody,
        response: {
          200: { description: 'The order is in', ...named('StatedOrder') },
          ...problems,
          ...problemResponses('order-not-accepted'),
        },
      },
    },
    async (request) => {
      const order = { ...request.body, orderNumber: request.params.number };
      const [result] = await fromUseCase(orders.state(principalOf(request), [order]));
      if (result === undefined) throw new Problem('internal');
      if (result.result === 'refused') throw notAccepted(result);
      return statedResultJson(result);
    },
  );

  app.post(
    '/orders',
    {
      bodyLimit: largestBatch,
      schema: {
        operationId: 'stateOrders',
        summary: 'State several orders',
        description:
          'As PUT of each, in their sequence. Refused orders keep none of the others out. After an error send the batch again.',
        tags: ['shop'],
        body: statedOrdersBody,
        response: {
          200: { description: 'What became of each', ...statedResultsSchema },
          ...problems,
        },
      },
    },
    async (request) =>
      statedResultsJson(await fromUseCase(orders.state(principalOf(request), request.body.orders))),
  );
}

function notAccepted({ reason, explanation }: Pick<RefusedOrder, 'reason' | 'explanation'>): Problem {
  return new Problem('order-not-accepted', {
    reason,
    faults: [{ in: 'body', pointer: '#', detail: explanation }],
  });
}

import { Type } from '@sinclair/typebox';
import type { OrderDesk } from './order-desk';
import { orderJson } from './order-json';
import { orderStatuses } from './order-view';
import type { Api } from '#http/api';
import { pageRequest } from '#http/cursor';
import { principalOf } from '#http/principal-of';
import {
  commonProblems,
  extensionQuery,
  named,
  oneOf,
  orderParams,
  pageOf,
  pageQuery,
  problemResponses,
} from '#http/schemas';
import { fromUseCase } from '#http/use-case';

const listQuery = Type.Object(
  {
    extension: extensionQuery,
    status: Type.Optional(oneOf(orderStatuses, 'only orders in this state')),
    ...pageQuery,
  },
  { additionalProperties: false },
);

/** Looks at orders: managers at their own, services and supervisors at all. */
export function orderRoutes(app: Api, orders: OrderDesk): void {
  app.get(
    '/orders',
    {
      schema: {
        operationId: 'listOrders',
        summary: 'Orders, by order number',
        tags: ['orders'],
        querystring: listQuery,
        response: {
          200: { description: 'A page of orders', ...pageOf(named('Order')) },
          ...problemResponses('invalid-request', 'other-extension', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { rows, next } = await fromUseCase(
        orders.list(principalOf(request), request.query, pageRequest(request.query)),
      );
      return { items: rows.map(orderJson), next };
    },
  );

  app.get(
    '/orders/:number',
    {
      schema: {
        operationId: 'getOrder',
        summary: 'One order',
        description:
          "Unknown and someone else's orders are answered alike. Too many of them lock a manager out of every order.",
        tags: ['orders'],
        params: orderParams,
        response: {
          200: { description: 'The order', ...named('Order') },
          ...problemResponses('order-refused', 'locked-out', ...commonProblems),
        },
      },
    },
    async (request) => orderJson(await fromUseCase(orders.view(principalOf(request), request.params.number))),
  );
}

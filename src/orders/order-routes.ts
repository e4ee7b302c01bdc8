import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { OrderList } from './order-view';
import { orderStatuses } from './order-view';
import { actorOf } from '#kernel/principal';
import { extensionOfList } from '#http/access';
import type { AuditTrail } from '#audit/audit-trail';
import { principalOf } from '#http/principal-of';
import { pageFromPort, pageRequest } from '#http/cursor';
import { orderJson } from './order-json';
import type { OrderLooks } from './order-looks';
import { Problem } from '#http/problem';
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

const listQuery = Type.Object(
  {
    extension: extensionQuery,
    status: Type.Optional(oneOf(orderStatuses, 'only orders in this state')),
    ...pageQuery,
  },
  { additionalProperties: false },
);

/** Looks at orders: managers at their own, services and supervisors at all. */
export function orderRoutes(
  app: FastifyInstance,
  orders: OrderList,
  looks: OrderLooks,
  trail: AuditTrail,
): void {
  app.get<{ Querystring: Static<typeof listQuery> }>(
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
      const principal = principalOf(request);
      const { extension, status } = request.query;
      const managerExtension = extensionOfList(principal, extension);
      const page = await pageFromPort(
        orders.list(
          {
            ...(managerExtension === undefined ? {} : { managerExtension }),
            ...(status === undefined ? {} : { status }),
          },
          pageRequest(request.query),
        ),
      );
      await trail.before({
        actor: actorOf(principal),
        action: 'order.list',
        // An extension without orders may be no extension at all, but a phone number: it is not written down.
        subject:
          managerExtension === undefined || page.rows.length === 0 ? null : `manager:${managerExtension}`,
        detail: { rows: page.rows.length },
      });
      return { items: page.rows.map(orderJson), next: page.next };
    },
  );

  app.get<{ Params: Static<typeof orderParams> }>(
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
    async (request) => {
      const principal = principalOf(request);
      const { number } = request.params;
      const order = await looks.find(principal, number);
      await trail.before({
        actor: actorOf(principal),
        action: 'order.view',
        // What was asked for may be anything, a phone number too: only what is an order is written down.
        subject: order === null ? null : `order:${order.orderNumber}`,
        detail: { outcome: order === null ? 'refused' : 'shown' },
      });
      if (order === null) throw new Problem('order-refused');
      return orderJson(order);
    },
  );
}

import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { GuessGuard } from '../../calls/guess-guard';
import type { OrderList, OrderView, Principal } from '../../calls/queries';
import { orderStatuses } from '../../calls/queries';
import { isOrderNumber } from '../../core/order';
import { actorOf, extensionOfList } from '../access';
import type { AuditTrail } from '../audit-trail';
import { principalOf } from '../authentication';
import { pageFromPort } from '../cursor';
import { orderJson } from '../order-json';
import { fromPort, Problem } from '../problem';
import {
  commonProblems,
  extensionQuery,
  named,
  oneOf,
  pageOf,
  pageQuery,
  problemResponses,
} from '../schemas';

const listQuery = Type.Object(
  {
    extension: extensionQuery,
    status: Type.Optional(oneOf(orderStatuses, 'only orders in this state')),
    ...pageQuery,
  },
  { additionalProperties: false },
);

export const orderParams = Type.Object({
  number: Type.String({ description: 'an order number', examples: ['1001'] }),
});

/** Looks at orders: managers at their own, services and supervisors at all. */
export function orderRoutes(
  app: FastifyInstance,
  orders: OrderList,
  guard: Pick<GuessGuard, 'look'>,
  trail: AuditTrail,
): void {
  /** @throws Problem `locked-out` where the manager guessed too often, whatever the order */
  async function seen(principal: Principal, number: string): Promise<OrderView | null> {
    // What can be no order number is looked up too, as one that no order has: it takes as long.
    const asked = isOrderNumber(number) ? number : '';
    if (principal.role !== 'manager') return await fromPort(orders.find(asked));
    const { extension } = principal.manager;
    const look = await fromPort(
      // A manager's extension is part of the search: an order found and then withheld would take longer.
      guard.look(
        extension,
        () => orders.find(asked, extension),
        (order) => order === null,
      ),
    );
    if ('answer' in look) return look.answer;
    await trail.before({
      actor: actorOf(principal),
      action: 'order.view',
      subject: null,
      detail: { outcome: 'locked-out' },
    });
    throw new Problem('locked-out', { headers: { 'retry-after': String(look.lockedForSeconds) } });
  }

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
      const { extension, status, limit, after } = request.query;
      const managerExtension = extensionOfList(principal, extension);
      const page = await pageFromPort(
        orders.list(
          {
            ...(managerExtension === undefined ? {} : { managerExtension }),
            ...(status === undefined ? {} : { status }),
          },
          { limit, ...(after === undefined ? {} : { after }) },
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
      const order = await seen(principal, number);
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

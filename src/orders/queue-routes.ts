import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { OutcomeList, WorkQueue } from './work-queue';
import { queueParts } from './model/outcome';
import { managerOf } from '#http/access';
import type { AuditTrail } from '#audit/audit-trail';
import { principalOf } from '#http/principal-of';
import { pageFromPort, pageRequest } from '#http/cursor';
import { outcomeJson } from './entry-json';
import { orderJson } from './order-json';
import { fromPort } from '#http/problem';
import { commonProblems, named, oneOf, pageOf, pageQuery, problemResponses } from '#http/schemas';

const searchSchema = Type.Optional(
  Type.String({
    maxLength: 100,
    description:
      "the beginning of an order number, or parts of a customer's name, in any case; no contact is searched",
  }),
);

const queueQuery = Type.Object(
  {
    part: { ...oneOf(queueParts, 'due now, due later, or done'), default: 'to-call' },
    search: searchSchema,
    ...pageQuery,
  },
  { additionalProperties: false },
);

const countsQuery = Type.Object({ search: searchSchema }, { additionalProperties: false });

const countsSchema = Type.Object({
  toCall: Type.Integer(),
  later: Type.Integer(),
  done: Type.Integer(),
});

/** A manager's own orders as they are worked through. */
export function queueRoutes(
  app: FastifyInstance,
  queue: WorkQueue,
  outcomes: OutcomeList,
  trail: AuditTrail,
): void {
  app.get<{ Querystring: Static<typeof queueQuery> }>(
    '/queue',
    {
      schema: {
        operationId: 'listQueue',
        summary: "A manager's own orders, as they are to be worked through",
        description:
          'To call: due now, the longest first. Later: due later, the soonest first. Done: the last first.',
        tags: ['work'],
        querystring: queueQuery,
        response: {
          200: { description: 'A page of orders', ...pageOf(named('Order')) },
          ...problemResponses('invalid-request', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { id, extension } = managerOf(principal);
      const { part, search } = request.query;
      const page = await pageFromPort(
        queue.list(
          { managerId: id, part, ...(search === undefined ? {} : { search }) },
          pageRequest(request.query),
        ),
      );
      // Nobody's name is in an empty list. Of a search it is written that there was one: it may be anything.
      if (page.rows.length > 0) {
        await trail.beforeLook(principal, JSON.stringify(request.query), {
          action: 'order.list',
          subject: `manager:${extension}`,
          detail: { rows: page.rows.length, queue: part, searched: (search ?? '').trim() !== '' },
        });
      }
      return { items: page.rows.map(orderJson), next: page.next };
    },
  );

  app.get<{ Querystring: Static<typeof countsQuery> }>(
    '/queue/counts',
    {
      schema: {
        operationId: 'countQueue',
        summary: "How many orders are in each part of a manager's queue",
        description: 'With a search: how many of them it finds.',
        tags: ['work'],
        querystring: countsQuery,
        response: {
          200: { description: 'The counts', ...countsSchema },
          ...problemResponses('invalid-request', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { id } = managerOf(principalOf(request));
      const counts = await fromPort(queue.counts(id, request.query.search));
      return { toCall: counts['to-call'], later: counts.later, done: counts.done };
    },
  );

  app.get(
    '/outcomes',
    {
      schema: {
        operationId: 'listOutcomes',
        summary: 'Possible outcomes of a call',
        tags: ['work'],
        response: {
          200: {
            description: 'All of them, in the order of the shop',
            ...Type.Object({ items: Type.Array(named('Outcome')) }),
          },
          ...problemResponses(...commonProblems),
        },
      },
    },
    async () => ({ items: (await fromPort(outcomes.list())).map(outcomeJson) }),
  );
}

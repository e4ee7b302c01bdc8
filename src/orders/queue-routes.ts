import { Type } from '@sinclair/typebox';
import { outcomeJson } from './entry-json';
import type { OrderDesk } from './order-desk';
import { orderJson } from './order-json';
import { queueLists } from './work-queue';
import type { OutcomeList } from './work-queue';
import type { Api } from '#http/api';
import { pageRequest } from '#http/cursor';
import { principalOf } from '#http/principal-of';
import { commonProblems, named, oneOf, pageOf, pageQuery, problemResponses } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

export const searchSchema = Type.Optional(
  Type.String({
    maxLength: 100,
    description:
      "the beginning of an order number, or parts of a customer's name, or of a town and of items, in any case; no contact is " +
      'searched',
  }),
);

const queueQuery = Type.Object(
  {
    part: {
      ...oneOf(
        queueLists,
        'customers who called and reached nobody, due now, due later, done, or with unread mails',
      ),
      default: 'to-call',
    },
    search: searchSchema,
    ...pageQuery,
  },
  { additionalProperties: false },
);

const countsQuery = Type.Object({ search: searchSchema }, { additionalProperties: false });

const countsSchema = Type.Object({
  missed: Type.Integer(),
  toCall: Type.Integer(),
  later: Type.Integer(),
  done: Type.Integer(),
  mail: Type.Integer({ description: 'with unread mails: they are counted in their part, too' }),
});

/** A manager's own orders as they are worked through. */
export function queueRoutes(app: Api, orders: OrderDesk, outcomes: OutcomeList): void {
  app.get(
    '/queue',
    {
      schema: {
        operationId: 'listQueue',
        summary: "A manager's own orders, as they are to be worked through",
        description:
          'Missed: customers who called and reached nobody, the longest waiting first, whether their order is due, done ' +
          'or closed. To call: due now, the longest first. Later: due later, the soonest first. Done: the last first. Mail: those with unread mails of their ' +
          'customers, whatever their part, the one that waits longest first.',
        tags: ['work'],
        querystring: queueQuery,
        response: {
          200: { description: 'A page of orders', ...pageOf(named('Order')) },
          ...problemResponses('invalid-request', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { query } = request;
      const { rows, next } = await fromUseCase(
        orders.queue(principalOf(request), query, pageRequest(query), query),
      );
      return { items: rows.map(orderJson), next };
    },
  );

  app.get(
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
      const counts = await fromUseCase(orders.queueCounts(principalOf(request), request.query.search));
      return {
        missed: counts.missed,
        toCall: counts['to-call'],
        later: counts.later,
        done: counts.done,
        mail: counts.mail,
      };
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
    async () => ({ items: (await fromUseCase(outcomes.list())).map(outcomeJson) }),
  );
}

import { Type } from '@sinclair/typebox';
import { orderJson } from './order-json';
import type { PoolDesk } from './pool-desk';
import { searchSchema } from './queue-routes';
import type { Api } from '#http/api';
import { pageRequest } from '#http/cursor';
import { principalOf } from '#http/principal-of';
import { commonProblems, named, pageOf, pageQuery, problemResponses, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

const listQuery = Type.Object({ search: searchSchema, ...pageQuery }, { additionalProperties: false });

/** Orders of one request. */
const mostDealt = 500;

const dealBody = Type.Object(
  {
    orders: Type.Optional(Type.Array(Type.String({ maxLength: 32 }), { minItems: 1, maxItems: mostDealt })),
    search: Type.Optional(
      Type.String({
        maxLength: 100,
        description: 'instead of `orders`: all that the search of the list finds; empty: the whole pool',
      }),
    ),
    extension: Type.Union([Type.String({ maxLength: 32 }), Type.Null()], {
      description: 'of the manager; null gives each order to whoever has the fewest',
    }),
  },
  {
    additionalProperties: false,
    minProperties: 2,
    maxProperties: 2,
    examples: [{ orders: ['1001', '1002'], extension: '101' }],
  },
);

/** The pool, for supervisors. */
export function poolRoutes(app: Api, pool: PoolDesk): void {
  app.get(
    '/pool',
    {
      schema: {
        operationId: 'listPool',
        summary: 'Open orders that no active manager has, the newest first',
        tags: ['supervision'],
        querystring: listQuery,
        response: {
          200: { description: 'A page of orders', ...pageOf(named('Order')) },
          ...problemResponses('invalid-request', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { rows, next } = await fromUseCase(
        pool.list(principalOf(request), request.query.search, pageRequest(request.query)),
      );
      return { items: rows.map(orderJson), next };
    },
  );

  app.get(
    '/pool/count',
    {
      schema: {
        operationId: 'countPool',
        summary: 'How many orders of the pool a search finds',
        tags: ['supervision'],
        querystring: Type.Object({ search: searchSchema }, { additionalProperties: false }),
        response: {
          200: { description: 'The number', ...Type.Object({ orders: Type.Integer() }) },
          ...problemResponses('invalid-request', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => ({ orders: await fromUseCase(pool.count(request.query.search)) }),
  );

  app.post(
    '/pool/deal',
    {
      schema: {
        operationId: 'dealPool',
        summary: 'Give orders of the pool to managers',
        description: 'Orders that somebody has meanwhile are left out.',
        tags: ['supervision'],
        body: dealBody,
        response: {
          200: {
            description: 'Who has which order now',
            ...Type.Object({
              items: Type.Array(Type.Object({ orderNumber: Type.String(), extension: Type.String() }), {
                description: 'empty where a search was dealt out',
              }),
              dealt: Type.Integer({ description: 'how many orders' }),
            }),
          },
          ...problemResponses(...writeProblems),
        },
      },
    },
    async (request) => {
      // One of both is there.
      const { orders, search = '', extension } = request.body;
      const principal = principalOf(request);
      if (orders === undefined) {
        return { items: [], dealt: await fromUseCase(pool.dealFound(principal, search, extension)) };
      }
      const items = await fromUseCase(pool.deal(principal, orders, extension));
      return { items, dealt: items.length };
    },
  );
}

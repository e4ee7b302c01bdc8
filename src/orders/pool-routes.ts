import { Type } from '@sinclair/typebox';
import { orderJson } from './order-json';
import type { PoolDesk } from './pool-desk';
import type { Api } from '#http/api';
import { pageRequest } from '#http/cursor';
import { principalOf } from '#http/principal-of';
import { commonProblems, named, pageOf, pageQuery, problemResponses, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

const listQuery = Type.Object(pageQuery, { additionalProperties: false });

/** Orders of one request. */
const mostDealt = 500;

const dealBody = Type.Object(
  {
    orders: Type.Array(Type.String({ maxLength: 32 }), { minItems: 1, maxItems: mostDealt }),
    extension: Type.Union([Type.String({ maxLength: 32 }), Type.Null()], {
      description: 'of the manager; null gives each order to whoever has the fewest',
    }),
  },
  { additionalProperties: false, examples: [{ orders: ['1001', '1002'], extension: '101' }] },
);

/** The pool, for supervisors. */
export function poolRoutes(app: Api, pool: PoolDesk): void {
  app.get(
    '/pool',
    {
      schema: {
        operationId: 'listPool',
        summary: 'Open orders that no active manager has, by order number',
        tags: ['supervision'],
        querystring: listQuery,
        response: {
          200: { description: 'A page of orders', ...pageOf(named('Order')) },
          ...problemResponses('invalid-request', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { rows, next } = await fromUseCase(pool.list(principalOf(request), pageRequest(request.query)));
      return { items: rows.map(orderJson), next };
    },
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
              items: Type.Array(Type.Object({ orderNumber: Type.String(), extension: Type.String() })),
            }),
          },
          ...problemResponses(...writeProblems),
        },
      },
    },
    async (request) => ({
      items: await fromUseCase(pool.deal(principalOf(request), request.body.orders, request.body.extension)),
    }),
  );
}

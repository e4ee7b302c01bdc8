import { Type } from '@sinclair/typebox';
import type { DidDesk } from './did-desk';
import { didAnswerSchema, didJson, didListSchema, didRouteBody, routeOf, warningJson } from './did-json';
import { didOfName } from './model/did-rules';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { commonProblems, problemResponses, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

/** Bytes: some hundred holidays. */
const largestRoute = 64 * 1024;

const didParams = Type.Object({
  did: Type.String({
    description:
      'country code and number, digits alone; `default` for all numbers without a route of their own',
    examples: ['74951234567'],
  }),
});

/** What calls to the company's numbers do. */
export function didRoutes(app: Api, dids: DidDesk): void {
  app.get(
    '/dids',
    {
      schema: {
        operationId: 'listDids',
        summary: 'Company numbers and what a call to each does',
        description:
          'First the route of all numbers without one of their own (`did` null), stored or not; then by number.',
        tags: ['administration'],
        response: {
          200: { description: 'All of them', ...didListSchema },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    async () => ({ items: (await fromUseCase(dids.list())).map(didJson) }),
  );

  app.put(
    '/dids/:did',
    {
      bodyLimit: largestRoute,
      schema: {
        operationId: 'putDid',
        summary: 'Add or replace the route of a company number; takes effect with the next call',
        description:
          'Fields that are not given have their defaults. Recorded in the audit log before it is done.',
        tags: ['administration'],
        params: didParams,
        body: didRouteBody,
        response: {
          200: { description: 'The route as it is now', ...didAnswerSchema },
          ...problemResponses(...writeProblems),
        },
      },
    },
    async (request) => {
      const route = routeOf(didOfName(request.params.did), request.body);
      const { entry, warnings } = await fromUseCase(dids.put(principalOf(request), route));
      return { did: didJson(entry), warnings: warnings.map(warningJson) };
    },
  );

  app.delete(
    '/dids/:did',
    {
      schema: {
        operationId: 'deleteDid',
        summary: 'Remove the route of a company number',
        description: 'The number then has the route of all others; these have the default of the program.',
        tags: ['administration'],
        params: didParams,
        response: {
          204: { description: 'Removed', type: 'null' },
          ...problemResponses('did-not-found', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request, reply) => {
      await fromUseCase(dids.remove(principalOf(request), didOfName(request.params.did)));
      return reply.code(204).send();
    },
  );
}

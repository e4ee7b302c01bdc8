import { Type } from '@sinclair/typebox';
import type { CallDesk } from './call-desk';
import { callJson } from './call-json';
import { callQuery, callSearch } from './call-query';
import type { Api } from '#http/api';
import { pageRequest } from '#http/cursor';
import { principalOf } from '#http/principal-of';
import { commonProblems, named, pageOf, pageQuery, problemResponses } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

const listQuery = Type.Object({ ...callQuery, ...pageQuery }, { additionalProperties: false });

const callParams = Type.Object({ id: Type.String({ description: "the call's id" }) });

/** Looks at calls and hangs them up: managers their own, services and supervisors all. */
export function callRoutes(app: Api, calls: CallDesk): void {
  app.get(
    '/calls',
    {
      schema: {
        operationId: 'listCalls',
        summary: 'Calls, newest first',
        tags: ['calls'],
        querystring: listQuery,
        response: {
          200: { description: 'A page of calls', ...pageOf(named('Call')) },
          ...problemResponses('invalid-request', 'other-extension', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { query } = request;
      const { rows, next } = await fromUseCase(
        calls.list(principalOf(request), callSearch(query), pageRequest(query), query),
      );
      return { items: rows.map(callJson), next };
    },
  );

  app.get(
    '/calls/:id',
    {
      schema: {
        operationId: 'getCall',
        summary: 'One call, live or ended',
        tags: ['calls'],
        params: callParams,
        response: {
          200: { description: 'The call', ...named('Call') },
          ...problemResponses('call-not-found', ...commonProblems),
        },
      },
    },
    async (request) => callJson(await fromUseCase(calls.view(principalOf(request), request.params.id))),
  );

  app.delete(
    '/calls/:id',
    {
      schema: {
        operationId: 'hangUpCall',
        summary: 'Hang up',
        description: 'Both legs are being hung up when the answer comes; the end follows as an event.',
        tags: ['calls'],
        params: callParams,
        response: {
          202: { description: 'The call as it stood just after', ...named('Call') },
          ...problemResponses('call-not-found', 'call-ended', ...commonProblems),
        },
      },
    },
    async (request, reply) => {
      const call = await fromUseCase(calls.hangUp(principalOf(request), request.params.id));
      return reply.code(202).send(callJson(call));
    },
  );
}

import { Type } from '@sinclair/typebox';
import type { CallDesk } from './call-desk';
import { callJson } from './call-json';
import { callQuery, callSearch } from './call-query';
import type { Api } from '#http/api';
import { pageRequest } from '#http/cursor';
import { principalOf } from '#http/principal-of';
import { commonProblems, named, oneOf, pageOf, pageQuery, problemResponses } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { slots } from '#kernel/slot';

const listQuery = Type.Object({ ...callQuery, ...pageQuery }, { additionalProperties: false });

export const callParams = Type.Object({ id: Type.String({ description: "the call's id" }) });

const numberBody = Type.Partial(
  Type.Object({ slot: { ...oneOf(slots, 'where the number goes'), default: 'main' } }),
  { additionalProperties: false, examples: [{ slot: 'main' }] },
);

const voicemailBody = Type.Object(
  { voicemail: Type.Boolean({ description: 'false: a person answered' }) },
  { additionalProperties: false, examples: [{ voicemail: false }] },
);

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

  app.put(
    '/calls/:id/voicemail',
    {
      schema: {
        operationId: 'markVoicemail',
        summary: 'Say whether a voicemail answered',
        description:
          'Star7 marks calls that a voicemail seems to have answered; this corrects the mark, live or afterwards. Marked ' +
          'calls count as unanswered in statistics.',
        tags: ['calls'],
        params: callParams,
        body: voicemailBody,
        response: {
          200: { description: 'The call', ...named('Call') },
          ...problemResponses(
            'invalid-request',
            'malformed-body',
            'body-too-large',
            'unsupported-media-type',
            'role-forbidden',
            'call-not-found',
            'not-talked',
            ...commonProblems,
          ),
        },
      },
    },
    async (request) =>
      callJson(
        await fromUseCase(
          calls.markVoicemail(principalOf(request), request.params.id, request.body.voicemail),
        ),
      ),
  );

  app.post(
    '/calls/:id/number',
    {
      schema: {
        operationId: 'askForNumber',
        summary: 'Have the customer key in a new number',
        description:
          'Parts the two who talk: the customer keys the number in on the own phone, and confirms it; the manager hears ' +
          'music. Then they are joined again, and `keyed` of the call says what came of it. The number is the customer’s ' +
          'from then on, in the slot; nobody is shown it.',
        tags: ['calls'],
        params: callParams,
        body: numberBody,
        response: {
          202: { description: 'The call as it stood just after', ...named('Call') },
          ...problemResponses(
            'invalid-request',
            'malformed-body',
            'body-too-large',
            'unsupported-media-type',
            'role-forbidden',
            'call-not-found',
            'order-refused',
            'not-talking',
            ...commonProblems,
          ),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const call = await fromUseCase(
        calls.askForNumber(principalOf(request), id, request.body.slot ?? 'main'),
      );
      return reply.code(202).send(callJson(call));
    },
  );

  app.delete(
    '/calls/:id/number',
    {
      schema: {
        operationId: 'cancelNumber',
        summary: 'Join the two again before the customer has keyed in the number',
        tags: ['calls'],
        params: callParams,
        response: {
          202: { description: 'The call as it stood just after', ...named('Call') },
          ...problemResponses('role-forbidden', 'call-not-found', 'not-talking', ...commonProblems),
        },
      },
    },
    async (request, reply) => {
      const call = await fromUseCase(calls.cancelKeying(principalOf(request), request.params.id));
      return reply.code(202).send(callJson(call));
    },
  );
}

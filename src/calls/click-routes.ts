import { Type } from '@sinclair/typebox';
import { refusedCallProblems } from './call-desk';
import type { CallDesk } from './call-desk';
import { callJson } from './call-json';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import {
  commonProblems,
  extensionQuery,
  idempotencyHeaders,
  named,
  oneOf,
  orderParams,
  problemResponses,
} from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { slots } from '#kernel/slot';

const clickBody = Type.Partial(
  Type.Object({
    extension: {
      ...extensionQuery,
      description: "whose phone to call first; a service's default is the order's own manager",
    },
    slot: {
      ...oneOf(slots, "which of the customer's contact points to call"),
      default: 'main',
    },
  }),
  { additionalProperties: false, examples: [{ slot: 'main' }] },
);

/** Click-to-call: the manager's phone rings first, then the customer's. */
export function clickRoutes(app: Api, calls: CallDesk): void {
  app.post(
    '/orders/:number/calls',
    {
      schema: {
        operationId: 'startCall',
        summary: 'Call the customer of an order',
        description:
          "Unknown, closed and someone else's orders are answered alike. A repeated request (same key, or the " +
          'same order while it is still being connected) gives the call that there is.',
        tags: ['calls'],
        params: orderParams,
        headers: idempotencyHeaders,
        body: clickBody,
        response: {
          201: { description: "The manager's phone is being called", ...named('Call') },
          200: { description: 'The call this request started earlier', ...named('Call') },
          ...problemResponses(
            'invalid-request',
            'malformed-body',
            'role-forbidden',
            'other-extension',
            'order-refused',
            ...refusedCallProblems,
            'body-too-large',
            'unsupported-media-type',
            'idempotency-key-reused',
            'call-unavailable',
            ...commonProblems,
          ),
        },
      },
    },
    async (request, reply) => {
      const { outcome, call } = await fromUseCase(
        calls.start(principalOf(request), {
          orderNumber: request.params.number,
          slot: request.body.slot ?? 'main',
          extension: request.body.extension,
          idempotencyKey: request.headers['idempotency-key'],
        }),
      );
      return reply
        .code(outcome === 'started' ? 201 : 200)
        .header('location', `/api/calls/${call.id}`)
        .send(callJson(call));
    },
  );
}

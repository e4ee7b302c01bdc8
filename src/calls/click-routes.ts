import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { refusedResult } from './engine/call-control';
import type { CallControl, ClickResult } from './engine/call-control';
import type { CallView } from './model/call-view';
import type { OrderBook } from './engine/call-authority';
import type { Principal } from '#kernel/principal';
import { slots } from '#kernel/slot';
import { isOrderNumber, longestOrderNumber } from '#kernel/order-number';
import { actorOf } from '#kernel/principal';
import { mayReach } from './model/call-access';
import type { AuditTrail } from '#audit/audit-trail';
import { principalOf } from '#http/principal-of';
import { callJson } from './call-json';
import { fromPort, Problem } from '#http/problem';
import {
  commonProblems,
  extensionQuery,
  idempotencyHeaders,
  named,
  oneOf,
  orderParams,
  problemResponses,
} from '#http/schemas';

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
export function clickRoutes(
  app: FastifyInstance,
  control: CallControl,
  owners: Pick<OrderBook, 'ownerOf' | 'isManager'>,
  trail: AuditTrail,
): void {
  /** Whose phone is called first; null where there is no such manager, or none of such an order. */
  async function extensionOf(
    principal: Principal,
    asked: string | undefined,
    orderNumber: string,
  ): Promise<string | null> {
    switch (principal.role) {
      case 'supervisor':
      case 'administrator':
        throw new Problem('role-forbidden');
      case 'manager':
        if (asked !== undefined && asked !== principal.manager.extension)
          throw new Problem('other-extension');
        return principal.manager.extension;
      case 'service':
        // An extension that no manager has may be anything, a phone number too: it goes no further than this.
        if (asked !== undefined) return (await fromPort(owners.isManager(asked))) ? asked : null;
        return isOrderNumber(orderNumber) ? await fromPort(owners.ownerOf(orderNumber)) : null;
    }
  }

  app.post<{
    Params: Static<typeof orderParams>;
    Body: Static<typeof clickBody> | undefined;
    Headers: Static<typeof idempotencyHeaders>;
  }>(
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
          200: { description: 'The call that this request began earlier', ...named('Call') },
          ...problemResponses(
            'invalid-request',
            'malformed-body',
            'role-forbidden',
            'other-extension',
            'order-refused',
            'manager-busy',
            'manager-unreachable',
            'do-not-call',
            'destination',
            'calling-hours',
            'locked-out',
            'hourly-cap',
            'daily-cap',
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
      const principal = principalOf(request);
      // Longer than any order number is still longer after the cut, and nobody keeps 16 KiB of it.
      const orderNumber = request.params.number.slice(0, longestOrderNumber + 1);
      const slot = request.body?.slot ?? 'main';
      const idempotencyKey = request.headers['idempotency-key'] ?? null;
      const extension = await extensionOf(principal, request.body?.extension, orderNumber);
      const result: ClickResult =
        extension === null
          ? { outcome: 'refused' }
          : replayed(await control.click({ extension, orderNumber, slot, idempotencyKey }));
      const call = 'call' in result ? result.call : null;
      await trail.after({
        actor: actorOf(principal),
        action: 'call.start',
        subject: call === null ? null : `call:${call.id}`,
        detail: {
          outcome: result.outcome === 'limited' ? result.limit : result.outcome,
          extension,
          slot,
        },
      });
      // A predecessor's key, of whoever had the extension before, is not one's own.
      if (result.outcome === 'existing' && !mayReach(principal, result.call))
        throw new Problem('idempotency-key-reused');
      return answer(reply, result, idempotencyKey === null ? null : orderNumber);
    },
  );
}

/** A repeated request whose first one called nobody is answered as the first one was. */
function replayed(result: ClickResult): ClickResult {
  if (result.outcome !== 'existing') return result;
  const { disposition, refusal, manager } = result.call;
  if (disposition === 'refused') return refusedResult(refusal, null);
  if (manager.startedAt !== null) return result;
  switch (disposition) {
    case 'manager-busy':
    case 'manager-unreachable':
      return { outcome: disposition };
    case 'look-up-failed':
      return { outcome: 'unavailable' };
    default:
      return result;
  }
}

/** @param askedByKey the order asked for with an idempotency key; null where there was no key */
function answer(reply: FastifyReply, result: ClickResult, askedByKey: string | null): FastifyReply {
  switch (result.outcome) {
    case 'started':
      return sendCall(reply, 201, result.call);
    case 'existing':
      if (askedByKey !== null && isOther(askedByKey, result.call))
        throw new Problem('idempotency-key-reused');
      return sendCall(reply, 200, result.call);
    case 'refused':
      throw new Problem('order-refused');
    case 'limited':
      throw new Problem(result.limit, {
        headers: result.retryAfterSeconds === null ? {} : { 'retry-after': String(result.retryAfterSeconds) },
      });
    case 'manager-busy':
    case 'manager-unreachable':
      throw new Problem(result.outcome);
    case 'unavailable':
      throw new Problem('call-unavailable', { headers: { 'retry-after': '5' } });
  }
}

/** Databases compare order numbers without regard to case; so does this. */
function isOther(asked: string, call: CallView): boolean {
  return call.orderNumber !== null && call.orderNumber.toLowerCase() !== asked.toLowerCase();
}

function sendCall(reply: FastifyReply, status: number, call: CallView): FastifyReply {
  return reply.code(status).header('location', `/api/calls/${call.id}`).send(callJson(call));
}

import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { CallControl } from './engine/call-control';
import type { CallView } from './model/call-view';
import type { CallLog } from './call-log';
import type { Principal } from '#kernel/principal';
import { actorOf } from '#kernel/principal';
import { extensionOfList } from '#kernel/roles';
import { mayReach } from './model/call-access';
import type { AuditTrail } from '#audit/audit-trail';
import { principalOf } from '#http/principal-of';
import { callJson } from './call-json';
import { callFilter, callQuery, filterDetail } from './call-query';
import { pageFromPort, pageRequest } from '#http/cursor';
import { fromPort, Problem } from '#http/problem';
import { commonProblems, named, pageOf, pageQuery, problemResponses } from '#http/schemas';

const listQuery = Type.Object({ ...callQuery, ...pageQuery }, { additionalProperties: false });

const callParams = Type.Object({ id: Type.String({ description: "the call's id" }) });

/** RFC 9562, section 4. The store is asked about nothing else. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Looks at calls and hangs them up: managers their own, services and supervisors all. */
export function callRoutes(
  app: FastifyInstance,
  control: CallControl,
  calls: CallLog,
  trail: AuditTrail,
): void {
  /** @throws Problem `call-not-found` for an unknown call and somebody else's alike */
  async function visibleCall(principal: Principal, id: string): Promise<CallView> {
    if (!uuid.test(id)) throw new Problem('call-not-found');
    const live = control.live(id);
    const call = live !== null && mayReach(principal, live) ? live : await fromPort(calls.find(id));
    if (call === null || !mayReach(principal, call)) throw new Problem('call-not-found');
    return call;
  }

  app.get<{ Querystring: Static<typeof listQuery> }>(
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
      const principal = principalOf(request);
      const { limit, after, ...query } = request.query;
      const managerExtension = extensionOfList(principal, query.extension);
      const filter = callFilter(query, principal);
      const page = await pageFromPort(calls.list(filter, pageRequest({ limit, after })));
      // Nobody's name is in an empty list. What was asked for may then be anything, a phone number too.
      if (page.rows.length > 0) {
        await trail.beforeLook(principal, JSON.stringify(request.query), {
          action: 'call.list',
          subject: managerExtension === undefined ? null : `manager:${managerExtension}`,
          detail: { rows: page.rows.length, ...filterDetail(filter) },
        });
      }
      // The log knows of a live call only that it began.
      return { items: page.rows.map((call) => callJson(control.live(call.id) ?? call)), next: page.next };
    },
  );

  app.get<{ Params: Static<typeof callParams> }>(
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
    async (request) => {
      const principal = principalOf(request);
      const call = await visibleCall(principal, request.params.id);
      // A call that is looked up has no order yet, and so shows nobody.
      await trail.beforeLook(principal, call.orderNumber ?? '', {
        action: 'call.view',
        subject: `call:${call.id}`,
        detail: { order: call.orderNumber },
      });
      return callJson(call);
    },
  );

  app.delete<{ Params: Static<typeof callParams> }>(
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
      const principal = principalOf(request);
      const call = await visibleCall(principal, request.params.id);
      const by = principal.role === 'manager' ? 'manager' : 'request';
      if (!control.hangUp(call.id, by)) throw new Problem('call-ended');
      const after = control.live(call.id) ?? call;
      await trail.after({ actor: actorOf(principal), action: 'call.hang-up', subject: `call:${call.id}` });
      return reply.code(202).send(callJson(after));
    },
  );
}

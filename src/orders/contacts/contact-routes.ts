import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { Alerts } from '#log/alerts';
import type { ContactChanges, ContactFault, ContactResult } from './contact-changes';
import type { OrderFeed } from '../order-feed';
import type { OrderView } from '../order-view';
import type { Principal } from '#kernel/principal';
import { slots } from '#kernel/slot';
import type { Slot } from '#kernel/slot';
import { mask } from '#kernel/masked';
import { actorOf } from '#kernel/principal';
import { orderWrite } from '../order-write';
import { mayRestore } from '#http/access';
import type { AuditTrail } from '#audit/audit-trail';
import { principalOf } from '#http/principal-of';
import { orderJson } from '../order-json';
import type { OrderLooks } from '../order-looks';
import { bodyFault, fromPort, Problem } from '#http/problem';
import { bodyProblems, commonProblems, named, problemResponses } from '#http/schemas';

const slotParams = Type.Object({
  number: Type.String({ description: 'an order number', examples: ['1001'] }),
  slot: Type.String({ description: slots.join(', '), examples: ['main'] }),
});

const changeBody = Type.Object(
  {
    number: Type.String({
      maxLength: 200,
      description: 'a telephone number in any usual form; never returned',
    }),
  },
  { additionalProperties: false },
);

const restoreBody = Type.Object(
  {
    entry: Type.String({
      pattern: '^[0-9]{1,19}$',
      description: 'id of the entry to undo: digits',
    }),
  },
  { additionalProperties: false },
);

/** What is wanted of a number. */
const wanted: Record<ContactFault, string> = {
  empty: 'must not be empty',
  'not-a-number': 'must be exactly one telephone number',
  'too-short': 'is too short for a telephone number',
  'too-long': 'is too long for a telephone number',
  'unknown-country-code': 'must begin with + and an existing country code',
  'invalid-for-region': 'must exist in the numbering plan of its country',
  'has-extension': 'must be a number without an extension',
  'closed-destination': 'is not an allowed destination',
};

export interface ContactParts {
  contacts: ContactChanges;
  feed: OrderFeed;
  /** Told of managers who change more than is allowed. */
  alerts: Alerts;
}

/** Contact points by slot: written, never read. */
export function contactRoutes(
  app: FastifyInstance,
  { contacts, feed, alerts }: ContactParts,
  looks: OrderLooks,
  trail: AuditTrail,
): void {
  app.put<{ Params: Static<typeof slotParams>; Body: Static<typeof changeBody> }>(
    '/orders/:number/contacts/:slot',
    {
      schema: {
        operationId: 'changeContact',
        summary: "Put a telephone number into a slot of an order's customer",
        description:
          'Write-only: nothing tells what the slot held before, not even whether it was the same. It holds for the ' +
          "customer's other open orders that had the same number there, and later imports that still state the old " +
          `number leave it. Faults have a \`code\`: ${Object.keys(wanted).join(', ')}`,
        tags: ['work'],
        params: slotParams,
        body: changeBody,
        response: {
          200: { description: 'The order', ...named('Order') },
          ...problemResponses(...changeProblems, 'too-many-changes'),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      if (principal.role === 'service') throw new Problem('role-forbidden');
      const slot = slotOf(request.params.slot);
      const order = await looks.reached(principal, request.params.number, 'contact.change');
      const read = contacts.read(mask(request.body.number));
      if ('fault' in read) throw bodyFault('#/number', read.fault, wanted[read.fault]);
      await writtenDown(principal, 'contact.change', order, { slot });
      const result = await fromPort(
        contacts.change({ ...orderWrite(principal, order), slot, number: read.number }),
      );
      if (result.result === 'too-many') throw await tooMany(principal, order, slot, result.retryAfterSeconds);
      return told(principal, 'contact.change', result);
    },
  );

  app.post<{ Params: Static<typeof slotParams>; Body: Static<typeof restoreBody> }>(
    '/orders/:number/contacts/:slot/restore',
    {
      schema: {
        operationId: 'restoreContact',
        summary: 'Undo a change of a telephone number',
        description:
          'For supervisors. The number from before stands again, wherever the change had put the other.',
        tags: ['work'],
        params: slotParams,
        body: restoreBody,
        response: {
          200: { description: 'The order', ...named('Order') },
          ...problemResponses(...changeProblems, 'not-restorable'),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      if (!mayRestore(principal)) throw new Problem('role-forbidden');
      const slot = slotOf(request.params.slot);
      const { entry: entryId } = request.body;
      const order = await looks.reached(principal, request.params.number, 'contact.restore');
      await writtenDown(principal, 'contact.restore', order, { slot });
      const result = await fromPort(contacts.restore({ ...orderWrite(principal, order), slot, entryId }));
      // Not before it is known to be an entry: what was typed may be anything, a phone number too.
      if (result.result === 'written') {
        await trail.after({
          actor: actorOf(principal),
          action: 'contact.restore',
          subject: `order:${order.orderNumber}`,
          detail: { slot, entry: entryId },
        });
      }
      return told(principal, 'contact.restore', result);
    },
  );

  /** Before anything is changed. */
  async function writtenDown(
    principal: Principal,
    action: string,
    order: OrderView,
    detail: Record<string, string>,
  ): Promise<void> {
    await trail.before({ actor: actorOf(principal), action, subject: `order:${order.orderNumber}`, detail });
  }

  async function tooMany(
    principal: Principal,
    order: OrderView,
    slot: Slot,
    retryAfterSeconds: number,
  ): Promise<Problem> {
    await writtenDown(principal, 'contact.change', order, { slot, outcome: 'too-many-changes' });
    alerts.raise({
      event: 'contact-change-limit-reached',
      ...(principal.role === 'manager' && { manager: principal.manager.extension }),
    });
    return new Problem('too-many-changes', { headers: { 'retry-after': String(retryAfterSeconds) } });
  }

  async function told(principal: Principal, action: string, result: ContactResult) {
    if (result.result === 'not-restorable') throw new Problem('not-restorable');
    if (result.result === 'refused') return await looks.refused(principal, action);
    const { order, others } = result;
    for (const { orderNumber, managerExtension } of [order, ...others]) {
      feed.publish({ orderNumber, managerExtension });
    }
    return orderJson(order);
  }
}

/** @throws Problem `not-found` */
function slotOf(text: string): Slot {
  const slot = slots.find((each) => each === text);
  if (slot === undefined) throw new Problem('not-found');
  return slot;
}

const changeProblems = [
  ...bodyProblems,
  'role-forbidden',
  'order-refused',
  'not-found',
  'locked-out',
  ...commonProblems,
] as const;

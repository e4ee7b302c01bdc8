import { Type } from '@sinclair/typebox';
import type { ContactDesk } from './contact-desk';
import { addressFaults } from '#vault/typed-address';
import { contactFaults } from '#vault/typed-number';
import { orderJson } from '../order-json';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { bodyProblems, commonProblems, named, orderParams, problemResponses } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { mask } from '#kernel/masked';
import { contactSlots, slots } from '#kernel/slot';

const slotParams = Type.Object({
  number: Type.String({ description: 'an order number', examples: ['1001'] }),
  slot: Type.String({ description: slots.join(', '), examples: ['main'] }),
});

const restoreParams = Type.Object({
  ...slotParams.properties,
  slot: Type.String({ description: contactSlots.join(', '), examples: ['email'] }),
});

const addressBody = Type.Object(
  { address: Type.String({ maxLength: 400, description: 'an e-mail address; never returned' }) },
  { additionalProperties: false },
);

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

/** Contact points by slot: written, never read. */
export function contactRoutes(app: Api, contacts: ContactDesk): void {
  app.put(
    '/orders/:number/contacts/:slot',
    {
      schema: {
        operationId: 'changeContact',
        summary: "Put a telephone number into a slot of an order's customer",
        description:
          'Write-only: nothing tells what the slot held before, not even whether it was the same. It holds for the ' +
          "customer's other open orders for which the shop stated the same number there, and later imports that still " +
          `state the old number leave it. Faults have a \`code\`: ${contactFaults.join(', ')}`,
        tags: ['work'],
        params: slotParams,
        body: changeBody,
        response: {
          200: { description: 'The order', ...named('Order') },
          ...problemResponses(...changeProblems, 'order-closed', 'too-many-changes'),
        },
      },
    },
    async (request) => {
      const { number, slot } = request.params;
      const typed = mask(request.body.number);
      return orderJson(await fromUseCase(contacts.change(principalOf(request), number, slot, typed)));
    },
  );

  app.put(
    '/orders/:number/contacts/email',
    {
      schema: {
        operationId: 'changeEmail',
        summary: "Give an order's customer another e-mail address",
        description:
          'Write-only, as numbers are. Mails go there from then on; answers from the address before are still taken, and marked. ' +
          `Faults have a \`code\`: ${addressFaults.join(', ')}`,
        tags: ['work'],
        params: orderParams,
        body: addressBody,
        response: {
          200: { description: 'The order', ...named('Order') },
          ...problemResponses(...changeProblems, 'order-closed', 'too-many-changes'),
        },
      },
    },
    async (request) => {
      const typed = mask(request.body.address);
      const { number } = request.params;
      return orderJson(await fromUseCase(contacts.changeAddress(principalOf(request), number, typed)));
    },
  );

  app.post(
    '/orders/:number/contacts/:slot/restore',
    {
      schema: {
        operationId: 'restoreContact',
        summary: 'Undo a change of a telephone number or an e-mail address',
        description:
          'For supervisors. What was there before stands again, wherever the change had put the other.',
        tags: ['work'],
        params: restoreParams,
        body: restoreBody,
        response: {
          200: { description: 'The order', ...named('Order') },
          ...problemResponses(...changeProblems, 'not-restorable'),
        },
      },
    },
    async (request) => {
      const { number, slot } = request.params;
      const { entry } = request.body;
      return orderJson(await fromUseCase(contacts.restore(principalOf(request), number, slot, entry)));
    },
  );
}

const changeProblems = [
  ...bodyProblems,
  'role-forbidden',
  'order-refused',
  'not-found',
  'locked-out',
  ...commonProblems,
] as const;

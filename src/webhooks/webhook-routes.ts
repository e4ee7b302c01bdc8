import { Type } from '@sinclair/typebox';
import type { WebhookDesk } from './webhook-desk';
import {
  deliveryJson,
  newWebhookBody,
  webhookChangesBody,
  webhookJson,
  webhookSecretSchema,
  webhookWithSecretSchema,
} from './webhook-json';
import { deliveryStates } from './webhooks';
import type { Api } from '#http/api';
import { pageRequest } from '#http/cursor';
import { principalOf } from '#http/principal-of';
import { Problem } from '#http/problem';
import {
  commonProblems,
  named,
  oneOf,
  pageOf,
  pageQuery,
  problemResponses,
  writeProblems,
} from '#http/schemas';
import { fromUseCase } from '#http/use-case';

const idParams = Type.Object({ id: Type.String({ description: 'digits', examples: ['1'] }) });
const listQuery = Type.Object(
  {
    ...pageQuery,
    state: Type.Optional({
      ...oneOf(deliveryStates, '`dead`: given up; `held`: for addresses that are switched off'),
      default: 'dead',
    }),
  },
  { additionalProperties: false },
);

const ofOne = problemResponses('not-found', 'role-forbidden', ...commonProblems);
const done = { 204: { description: 'Done', type: 'null' }, ...ofOne };

/** Addresses that are told of orders and calls, and what could not be delivered. */
export function webhookRoutes(app: Api, webhooks: WebhookDesk): void {
  app.get(
    '/webhooks',
    {
      schema: {
        operationId: 'listWebhooks',
        summary: 'Addresses that are told of orders and calls',
        tags: ['administration'],
        response: {
          200: { description: 'All of them', ...Type.Object({ items: Type.Array(named('Webhook')) }) },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    async () => ({ items: (await fromUseCase(webhooks.list())).map(webhookJson) }),
  );

  app.post(
    '/webhooks',
    {
      schema: {
        operationId: 'addWebhook',
        summary: 'Add an address',
        description:
          'It is told of what happens from then on. Deliveries are signed by the Standard Webhooks specification with the ' +
          'secret of the response, which is shown only here.',
        tags: ['administration'],
        body: newWebhookBody,
        response: {
          201: { description: 'The address and its secret', ...webhookWithSecretSchema },
          ...problemResponses(...writeProblems),
        },
      },
    },
    async (request, reply) => {
      const { url, topics, enabled = true } = request.body;
      const { webhook, secret } = await fromUseCase(
        webhooks.add(principalOf(request), { url, topics, enabled }),
      );
      return reply.code(201).send({ webhook: webhookJson(webhook), secret });
    },
  );

  app.patch(
    '/webhooks/:id',
    {
      schema: {
        operationId: 'changeWebhook',
        summary: 'Change an address, what it is told of, or whether it is',
        tags: ['administration'],
        params: idParams,
        body: webhookChangesBody,
        response: {
          200: { description: 'As it is now', ...named('Webhook') },
          ...problemResponses('not-found', ...writeProblems),
        },
      },
    },
    async (request) => {
      const id = idOf(request.params.id);
      return webhookJson(await fromUseCase(webhooks.change(principalOf(request), id, request.body)));
    },
  );

  app.delete(
    '/webhooks/:id',
    {
      schema: {
        operationId: 'deleteWebhook',
        summary: 'Remove an address, with all that waits for it',
        tags: ['administration'],
        params: idParams,
        response: done,
      },
    },
    async (request, reply) => {
      await fromUseCase(webhooks.remove(principalOf(request), idOf(request.params.id)));
      return reply.code(204).send();
    },
  );

  app.post(
    '/webhooks/:id/secret',
    {
      schema: {
        operationId: 'renewWebhookSecret',
        summary: 'Replace the secret of an address',
        description:
          'What is sent from then on is signed with the new one; what the receiver refuses is sent again.',
        tags: ['administration'],
        params: idParams,
        response: { 200: { description: 'The new secret', ...webhookSecretSchema }, ...ofOne },
      },
    },
    async (request) => ({
      secret: await fromUseCase(webhooks.renewSecret(principalOf(request), idOf(request.params.id))),
    }),
  );

  app.post(
    '/webhooks/:id/resend',
    {
      schema: {
        operationId: 'resendWebhook',
        summary: 'Send again all deliveries of an address that were given up',
        tags: ['administration'],
        params: idParams,
        response: {
          200: { description: 'How many', ...Type.Object({ resent: Type.Integer() }) },
          ...ofOne,
        },
      },
    },
    async (request) => ({
      resent: await fromUseCase(webhooks.resendAll(principalOf(request), idOf(request.params.id))),
    }),
  );

  app.get(
    '/webhook-deliveries',
    {
      schema: {
        operationId: 'listIdleDeliveries',
        summary: 'Deliveries that were given up, or that wait for addresses that are off, newest first',
        tags: ['administration'],
        querystring: listQuery,
        response: {
          200: { description: 'A page of them', ...pageOf(named('IdleDelivery')) },
          ...problemResponses('invalid-request', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { rows, next } = await fromUseCase(
        webhooks.idle(pageRequest(request.query), request.query.state ?? 'dead'),
      );
      return { items: rows.map(deliveryJson), next };
    },
  );

  app.post(
    '/webhook-deliveries/:id/resend',
    {
      schema: {
        operationId: 'resendDelivery',
        summary: 'Send a delivery again that was given up',
        tags: ['administration'],
        params: idParams,
        response: done,
      },
    },
    async (request, reply) => {
      await fromUseCase(webhooks.resend(principalOf(request), idOf(request.params.id)));
      return reply.code(204).send();
    },
  );

  app.delete(
    '/webhook-deliveries/:id',
    {
      schema: {
        operationId: 'dropDelivery',
        summary: 'Drop a delivery that was given up',
        tags: ['administration'],
        params: idParams,
        response: done,
      },
    },
    async (request, reply) => {
      await fromUseCase(webhooks.drop(principalOf(request), idOf(request.params.id)));
      return reply.code(204).send();
    },
  );
}

/** @throws Problem `not-found` for what is no id */
function idOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Problem('not-found');
  return Number(text);
}

import { Type } from '@sinclair/typebox';
import { oneTimePasswordSchema } from './account-json';
import type { ManagerDesk } from './manager-desk';
import { managerChangesBody, managerJson, newManagerBody } from './manager-json';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { bodyFault, Problem } from '#http/problem';
import { commonProblems, named, problemResponses, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

const listQuery = Type.Object(
  { disabledToo: Type.Optional(Type.Boolean({ description: 'include disabled ones' })) },
  { additionalProperties: false },
);

const managerParams = Type.Object({ extension: Type.String({ examples: ['101'] }) });

const takenExtension = {
  'manager-exists': () =>
    bodyFault('#/extension', 'extension-taken', 'belongs to another manager: disable that one first'),
  'account-exists': () =>
    bodyFault('#/extension', 'login-taken', 'is the login of an account that is no manager’s'),
};

/** The employees who call customers: add, change, disable. */
export function managerRoutes(app: Api, managers: ManagerDesk): void {
  app.get(
    '/managers',
    {
      schema: {
        operationId: 'listManagers',
        summary: 'Managers, by extension',
        tags: ['administration'],
        querystring: listQuery,
        response: {
          200: { description: 'All of them', ...Type.Object({ items: Type.Array(named('Manager')) }) },
          ...problemResponses('invalid-request', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { disabledToo = false } = request.query;
      const items = await fromUseCase(managers.list({ disabledToo }));
      return { items: items.map(({ manager, account }) => managerJson(manager, account)) };
    },
  );

  app.post(
    '/managers',
    {
      schema: {
        operationId: 'addManager',
        summary: 'Add a manager',
        tags: ['administration'],
        body: newManagerBody,
        response: {
          201: {
            description: 'Added, with an account',
            ...Type.Object({ manager: named('Manager'), password: oneTimePasswordSchema }),
          },
          ...problemResponses(...writeProblems),
        },
      },
    },
    async (request, reply) => {
      const { manager, account, password } = await fromUseCase(
        managers.addWithAccount(principalOf(request), request.body),
        takenExtension,
      );
      return reply.code(201).send({ manager: managerJson(manager, account), password });
    },
  );

  app.patch(
    '/managers/:extension',
    {
      schema: {
        operationId: 'changeManager',
        summary: 'Change the given fields; takes effect with the next call',
        tags: ['administration'],
        params: managerParams,
        body: managerChangesBody,
        response: {
          200: { description: 'The manager as it is now', ...named('Manager') },
          ...problemResponses('manager-not-found', ...writeProblems),
        },
      },
    },
    async (request) => {
      const { extension } = request.params;
      const changed = await fromUseCase(managers.change(principalOf(request), extension, request.body));
      const { manager, account } = await fromUseCase(managers.find(changed));
      return managerJson(manager, account);
    },
  );

  app.post(
    '/managers/:extension/disable',
    {
      schema: {
        operationId: 'disableManager',
        summary: 'Disable a manager',
        description:
          'Orders, calls and records stay. The extension is free for a new employee; import the open orders with another extension to hand them over.',
        tags: ['administration'],
        params: managerParams,
        response: {
          204: { description: 'Disabled', type: 'null' },
          ...problemResponses('manager-not-found', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request, reply) => {
      await fromUseCase(managers.disable(principalOf(request), request.params.extension));
      return reply.code(204).send();
    },
  );

  app.post(
    '/managers/:extension/reset',
    {
      schema: {
        operationId: 'resetManager',
        summary: 'Create a one-time password',
        description:
          'Ends the sessions of the manager and turns the authenticator off. A manager without an account gets one.',
        tags: ['administration'],
        params: managerParams,
        response: {
          200: { description: 'Reset', ...Type.Object({ password: oneTimePasswordSchema }) },
          ...problemResponses('manager-not-found', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => ({
      password: await fromUseCase(managers.resetPassword(principalOf(request), request.params.extension), {
        'account-unknown': () => new Problem('manager-not-found'),
      }),
    }),
  );
}

import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { AccountDirectory } from './accounts';
import type { ManagerChanges, ManagerRoster } from './manager-roster';
import type { Manager } from './model/manager';
import { actorOf } from '#kernel/principal';
import { oneTimePasswordSchema } from './account-json';
import type { AuditTrail } from '#audit/audit-trail';
import { principalOf } from '#http/principal-of';
import { managerChangesBody, managerJson, newManagerBody } from './manager-json';
import { bodyFault, fromPort, fromRefusingPort, Problem } from '#http/problem';
import { commonProblems, named, problemResponses, writeProblems } from '#http/schemas';

const listQuery = Type.Object(
  { disabledToo: Type.Optional(Type.Boolean({ description: 'include disabled ones' })) },
  { additionalProperties: false },
);

const managerParams = Type.Object({ extension: Type.String({ examples: ['101'] }) });

const unknownManager = { 'manager-unknown': () => new Problem('manager-not-found') };

/** The employees who call customers: add, change, disable. */
export function managerRoutes(
  app: FastifyInstance,
  managers: ManagerRoster,
  accounts: AccountDirectory,
  trail: AuditTrail,
): void {
  /** A manager who was just changed, as the list shows one. */
  async function jsonOf(manager: Manager) {
    const [entry, account] = await Promise.all([
      fromPort(managers.find(manager.extension)),
      fromPort(accounts.find(manager.extension)),
    ]);
    return managerJson(entry ?? { ...manager, disabledAt: null, openOrders: 0 }, account);
  }

  const letIn = (extension: string) => accounts.create({ role: 'manager', extension });

  app.get<{ Querystring: Static<typeof listQuery> }>(
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
      const [entries, all] = await Promise.all([
        fromPort(managers.list({ disabledToo: request.query.disabledToo ?? false })),
        fromPort(accounts.list()),
      ]);
      const byExtension = new Map(all.map((account) => [account.extension, account]));
      return {
        items: entries.map((entry) =>
          managerJson(entry, entry.disabledAt === null ? byExtension.get(entry.extension) : null),
        ),
      };
    },
  );

  app.post<{ Body: Static<typeof newManagerBody> }>(
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
      const { name, ...settings } = request.body;
      const { manager, account, password } = await fromRefusingPort(
        accounts.addManager({ ...settings, name: name.trim() }),
        {
          'manager-exists': () =>
            bodyFault('#/extension', 'extension-taken', 'belongs to another manager: disable that one first'),
          'account-exists': () =>
            bodyFault('#/extension', 'login-taken', 'is the login of an account that is not a manager’s'),
        },
      );
      await trail.after({
        actor: actorOf(principalOf(request)),
        action: 'manager.add',
        subject: `manager:${manager.extension}`,
      });
      const entry = { ...manager, disabledAt: null, openOrders: 0 };
      return reply.code(201).send({ manager: managerJson(entry, account), password });
    },
  );

  app.patch<{ Params: Static<typeof managerParams>; Body: Static<typeof managerChangesBody> | undefined }>(
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
      const { name, ...settings } = request.body ?? {};
      const changes: ManagerChanges = { ...settings, ...(name !== undefined && { name: name.trim() }) };
      const changed = await fromRefusingPort(
        managers.change(request.params.extension, changes),
        unknownManager,
      );
      await trail.after({
        actor: actorOf(principalOf(request)),
        action: 'manager.set',
        subject: `manager:${changed.extension}`,
        detail: { changed: Object.keys(changes).join(',') },
      });
      return jsonOf(changed);
    },
  );

  app.post<{ Params: Static<typeof managerParams> }>(
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
      const { extension } = request.params;
      await fromRefusingPort(managers.disable(extension), unknownManager);
      await trail.after({
        actor: actorOf(principalOf(request)),
        action: 'manager.disable',
        subject: `manager:${extension}`,
      });
      return reply.code(204).send();
    },
  );

  app.post<{ Params: Static<typeof managerParams> }>(
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
    async (request) => {
      const { extension } = request.params;
      const account = await fromPort(accounts.find(extension));
      // A login may look like an extension that nobody has.
      if (account !== null && account.extension !== extension) throw new Problem('manager-not-found');
      const password = await fromRefusingPort(
        account === null ? letIn(extension).then((made) => made.password) : accounts.resetPassword(extension),
        { ...unknownManager, 'account-unknown': unknownManager['manager-unknown'] },
      );
      await trail.after({
        actor: actorOf(principalOf(request)),
        action: 'manager.reset',
        subject: `manager:${extension}`,
      });
      return { password };
    },
  );
}

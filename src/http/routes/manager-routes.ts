import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { ManagerChanges, ManagerEntry, ManagerRoster } from '../../calls/manager-roster';
import type { Manager } from '../../core/manager';
import { actorOf } from '../access';
import type { AuditTrail } from '../audit-trail';
import { principalOf } from '../authentication';
import { managerChangesBody, managerJson, newManagerBody } from '../manager-json';
import { bodyFault, fromPort, fromRefusingPort, Problem } from '../problem';
import { commonProblems, named, problemResponses, writeProblems } from '../schemas';

const listQuery = Type.Object(
  { disabledToo: Type.Boolean({ default: false, description: 'those who left, too' }) },
  { additionalProperties: false },
);

export const managerParams = Type.Object({ extension: Type.String({ examples: ['101'] }) });

export const unknownManager = { 'manager-unknown': () => new Problem('manager-not-found') };

/** The employees who call customers: add, change, disable. */
export function managerRoutes(app: FastifyInstance, managers: ManagerRoster, trail: AuditTrail): void {
  /** The manager as the list shows one. */
  async function entryOf(manager: Manager): Promise<ManagerEntry> {
    const entries = await fromPort(managers.list());
    return entries.find(({ id }) => id === manager.id) ?? { ...manager, disabledAt: null, openOrders: 0 };
  }

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
      const entries = await fromPort(managers.list({ disabledToo: request.query.disabledToo }));
      return { items: entries.map(managerJson) };
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
          201: { description: 'Added', ...Type.Object({ manager: named('Manager') }) },
          ...problemResponses(...writeProblems),
        },
      },
    },
    async (request, reply) => {
      const { name, ...settings } = request.body;
      const added = await fromRefusingPort(managers.add({ ...settings, name: name.trim() }), {
        'manager-exists': () =>
          bodyFault('#/extension', 'extension-taken', 'belongs to another manager: disable that one first'),
      });
      await trail.after({
        actor: actorOf(principalOf(request)),
        action: 'manager.add',
        subject: `manager:${added.extension}`,
      });
      return reply.code(201).send({ manager: managerJson(await entryOf(added)) });
    },
  );

  app.patch<{ Params: Static<typeof managerParams>; Body: Static<typeof managerChangesBody> | undefined }>(
    '/managers/:extension',
    {
      schema: {
        operationId: 'changeManager',
        summary: 'Change what is named; the next call goes by it',
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
      return managerJson(await entryOf(changed));
    },
  );

  app.post<{ Params: Static<typeof managerParams> }>(
    '/managers/:extension/disable',
    {
      schema: {
        operationId: 'disableManager',
        summary: 'Let a manager call nobody from now on',
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
}

import { Type } from '@sinclair/typebox';
import type { PresenceDesk } from './presence-desk';
import { breakOf, presenceBody, presenceJson, presenceSchema } from './presence-json';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { commonProblems, problemResponses, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

const managerParams = Type.Object({ extension: Type.String({ examples: ['101'] }) });

/** Managers on their own presence. */
export function ownPresenceRoutes(app: Api, presence: PresenceDesk): void {
  app.get(
    '/me/presence',
    {
      schema: {
        operationId: 'getPresence',
        summary: 'Whether I take inbound calls (managers)',
        tags: ['calls'],
        response: {
          200: { description: 'As it is now', ...presenceSchema },
          ...problemResponses('role-forbidden', 'manager-not-found', ...commonProblems),
        },
      },
    },
    async (request) => presenceJson(await fromUseCase(presence.own(principalOf(request)))),
  );

  app.put(
    '/me/presence',
    {
      schema: {
        operationId: 'setPresence',
        summary: 'Take inbound calls, or a break (managers)',
        description:
          'On a break, calls that come in go to other managers. Calls can be placed all the same. A break with an end is over then.',
        tags: ['calls'],
        body: presenceBody,
        response: {
          200: { description: 'As it is now', ...presenceSchema },
          ...problemResponses('manager-not-found', ...writeProblems),
        },
      },
    },
    async (request) =>
      presenceJson(await fromUseCase(presence.setOwn(principalOf(request), breakOf(request.body)))),
  );
}

/** Supervisors on the presence of managers. */
export function presenceRoutes(app: Api, presence: PresenceDesk): void {
  app.put(
    '/managers/:extension/presence',
    {
      schema: {
        operationId: 'setManagerPresence',
        summary: 'Have a manager take inbound calls, or a break',
        tags: ['supervision'],
        params: managerParams,
        body: presenceBody,
        response: {
          200: { description: 'As it is now', ...presenceSchema },
          ...problemResponses('manager-not-found', ...writeProblems),
        },
      },
    },
    async (request) => {
      const { extension } = request.params;
      return presenceJson(
        await fromUseCase(presence.set(principalOf(request), extension, breakOf(request.body))),
      );
    },
  );
}

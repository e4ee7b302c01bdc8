import { Type } from '@sinclair/typebox';
import { callJson } from './call-json';
import { callParams } from './call-routes';
import type { CallView } from './model/call-view';
import { colleagueRefusals, transferKinds } from './model/transfer-facts';
import type { TransferDesk } from './transfer-desk';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { bodyProblems, commonProblems, named, oneOf, orNull, problemResponses } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import type { Principal } from '#kernel/principal';

const transferBody = Type.Object(
  {
    kind: oneOf(
      transferKinds,
      '`attended`: the colleague is asked first; `blind`: the customer is passed on at once',
    ),
    extension: Type.Optional(
      Type.String({ maxLength: 64, description: 'of the colleague', examples: ['102'] }),
    ),
    group: Type.Optional(
      Type.String({
        maxLength: 64,
        description:
          'whoever is free in it, who has been free longest first; without it and `extension`, in your own',
      }),
    ),
    withOrder: Type.Optional(
      Type.Boolean({ description: 'the order becomes the colleague’s too', default: false }),
    ),
  },
  { additionalProperties: false, examples: [{ kind: 'attended', extension: '102' }] },
);

const colleagueSchema = Type.Object(
  {
    extension: Type.String({ examples: ['102'] }),
    name: Type.String(),
    group: orNull(Type.String()),
    state: oneOf(['free', 'busy', 'unreachable', 'away'], 'whether the phone can be called now'),
  },
  { description: 'A manager to whom customers can be passed.' },
);

const refusals = ['role-forbidden', 'call-not-found', 'not-talking', ...commonProblems] as const;

/** One request without a body on a call of the manager's own. */
interface Deed {
  method: 'post' | 'delete';
  path: string;
  operationId: string;
  summary: string;
  description: string;
  work: (principal: Principal, id: string) => Promise<CallView>;
}

/** What managers do in their conversations: hold, pass on, three together. */
export function transferRoutes(app: Api, desk: TransferDesk): void {
  const deeds: Deed[] = [
    {
      ...{ method: 'post', path: '/calls/:id/hold', operationId: 'holdCall' },
      summary: 'Put the customer on hold',
      description: 'The customer hears music, for five minutes at most; then the two are joined again.',
      work: (principal, id) => desk.hold(principal, id),
    },
    {
      ...{ method: 'delete', path: '/calls/:id/hold', operationId: 'resumeCall' },
      summary: 'Back to the customer',
      description:
        'Ends the hold; a colleague who is called or talked with is hung up. After a blind transfer that nobody has taken ' +
        'yet, the phone of the manager rings.',
      work: (principal, id) => desk.resume(principal, id),
    },
    {
      ...{ method: 'post', path: '/calls/:id/transfer/complete', operationId: 'completeTransfer' },
      summary: 'Leave the customer to the colleague',
      description:
        'As hanging up does. While the colleague’s phone still rings, it goes on ringing for the customer.',
      work: (principal, id) => desk.complete(principal, id),
    },
    {
      ...{ method: 'post', path: '/calls/:id/transfer/three', operationId: 'joinThree' },
      summary: 'Manager, colleague and customer together',
      description:
        'Possible once the colleague has answered. Whoever of the two hangs up leaves the other with the customer.',
      work: (principal, id) => desk.joinThree(principal, id),
    },
  ];
  for (const { method, path, operationId, summary, description, work } of deeds)
    app[method](
      path,
      {
        schema: {
          ...{ operationId, summary, description },
          tags: ['calls'],
          params: callParams,
          response: {
            202: { description: 'The call as it stood just after', ...named('Call') },
            ...problemResponses(...refusals),
          },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        return reply.code(202).send(callJson(await fromUseCase(work(principalOf(request), id))));
      },
    );

  app.post(
    '/calls/:id/transfer',
    {
      schema: {
        operationId: 'transferCall',
        summary: 'Pass the customer to a colleague',
        description:
          'The customer hears music meanwhile. The colleague is shown name and order of the customer for this call, never ' +
          'the number. If nobody takes the customer, they come back to the manager.',
        tags: ['calls'],
        params: callParams,
        body: transferBody,
        response: {
          202: { description: 'The call as it stood just after', ...named('Call') },
          ...problemResponses(...refusals, ...bodyProblems, 'transfer-running', ...colleagueRefusals),
        },
      },
    },
    async (request, reply) => {
      const { kind, extension, group, withOrder = false } = request.body;
      const to = extension === undefined ? { group: group ?? null } : { extension };
      const call = await fromUseCase(
        desk.transfer(principalOf(request), request.params.id, { kind, to, withOrder }),
      );
      return reply.code(202).send(callJson(call));
    },
  );

  app.get(
    '/colleagues',
    {
      schema: {
        operationId: 'listColleagues',
        summary: 'To whom you can pass customers',
        tags: ['calls'],
        response: {
          200: {
            description: 'By extension',
            ...Type.Object({ items: Type.Array(colleagueSchema) }),
          },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => ({ items: await fromUseCase(desk.colleagues(principalOf(request))) }),
  );
}

import { Type } from '@sinclair/typebox';
import { deviceKinds } from './model/reach';
import type { ReachDesk, ReachView } from './reach-desk';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { commonProblems, oneOf, orNull, problemResponses, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

const kindSchema = oneOf(
  deviceKinds,
  '`page`: the phone in the browser, `desk`: the desk phone, `mobile`: the own mobile',
);

const choiceSchema = Type.Array(kindSchema, {
  minItems: 1,
  maxItems: deviceKinds.length,
  uniqueItems: true,
  description: 'all of them ring at once, and the first to answer has the call',
});

const reachBody = Type.Object(
  { devices: orNull(choiceSchema) },
  {
    additionalProperties: false,
    description: 'null: the page while it is on duty, else the desk phone',
    examples: [{ devices: ['page', 'desk'] }],
  },
);

const reachSchema = Type.Object(
  {
    extension: Type.String({ description: "the manager's", examples: ['101'] }),
    devices: orNull(choiceSchema),
    rings: Type.Array(kindSchema, { description: 'what rings now; empty: the manager cannot be reached' }),
    hasMobile: Type.Boolean({ description: 'the own mobile is known and confirmed' }),
  },
  { description: "Where a manager's calls ring" },
);

const managerParams = Type.Object({ extension: Type.String({ examples: ['101'] }) });

/** Managers on where their own calls ring. */
export function ownReachRoutes(app: Api, reach: ReachDesk): void {
  app.get(
    '/me/reach',
    {
      schema: {
        operationId: 'getReach',
        summary: 'Where my calls ring (managers)',
        tags: ['calls'],
        response: {
          200: { description: 'As it is now', ...reachSchema },
          ...problemResponses('role-forbidden', 'manager-not-found', ...commonProblems),
        },
      },
    },
    async (request) => reachJson(await fromUseCase(reach.own(principalOf(request)))),
  );

  app.put(
    '/me/reach',
    {
      schema: {
        operationId: 'setReach',
        summary: 'Choose where my calls ring (managers)',
        description:
          'Of calls that I place by a click, and of those that come in, from customers and colleagues. The next call goes by it.',
        tags: ['calls'],
        body: reachBody,
        response: {
          200: { description: 'As it is now', ...reachSchema },
          ...problemResponses('manager-not-found', ...writeProblems),
        },
      },
    },
    async (request) => reachJson(await fromUseCase(reach.setOwn(principalOf(request), request.body.devices))),
  );
}

/** Supervisors on where a manager's calls ring. */
export function reachRoutes(app: Api, reach: ReachDesk): void {
  app.put(
    '/managers/:extension/reach',
    {
      schema: {
        operationId: 'setManagerReach',
        summary: "Choose where a manager's calls ring",
        tags: ['supervision'],
        params: managerParams,
        body: reachBody,
        response: {
          200: { description: 'As it is now', ...reachSchema },
          ...problemResponses('manager-not-found', ...writeProblems),
        },
      },
    },
    async (request) =>
      reachJson(
        await fromUseCase(reach.set(principalOf(request), request.params.extension, request.body.devices)),
      ),
  );
}

function reachJson({ extension, devices, rings, hasMobile }: ReachView) {
  return { extension, devices: devices === null ? null : [...devices], rings: [...rings], hasMobile };
}

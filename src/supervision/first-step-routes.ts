import { Type } from '@sinclair/typebox';
import type { BeginningsStore } from './beginnings';
import type { PbxView } from '#calls/engine/pbx-view';
import type { Api } from '#http/api';
import { fromPort } from '#http/problem';
import { commonProblems, problemResponses } from '#http/schemas';

const firstStepsSchema = Type.Object({
  pbx: Type.Boolean({
    description: 'Star7 is connected to the PBX, or was once: a customer has been called',
  }),
  trunk: Type.Boolean({ description: 'a trunk is online, or was once' }),
  managers: Type.Boolean({ description: 'there is a manager' }),
  accounts: Type.Boolean({ description: 'a manager can sign in' }),
  orders: Type.Boolean({ description: 'there is an order' }),
  firstCall: Type.Boolean({ description: 'a customer has been called' }),
});

export interface FirstStepRouteParts {
  pbx: PbxView;
  beginnings: BeginningsStore;
}

/** How far a new installation is, step by step. Shows nothing of anybody, so it is not audited. */
export function firstStepRoutes(app: Api, { pbx, beginnings }: FirstStepRouteParts): void {
  app.get(
    '/first-steps',
    {
      schema: {
        operationId: 'getFirstSteps',
        summary: 'What a new installation has by now, of what it needs before its first call',
        description: 'A step that was done once stays done: afterwards GET /api/pbx says how the PBX is.',
        tags: ['administration'],
        response: {
          200: { description: 'Whether each step is done', ...firstStepsSchema },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    async () => {
      const [trunks, steps] = await Promise.all([fromPort(pbx.trunks()), fromPort(beginnings.read())]);
      return {
        pbx: steps.firstCall || pbx.connected,
        trunk: steps.firstCall || trunks.some(({ state }) => state === 'online'),
        managers: steps.managers,
        accounts: steps.accounts,
        orders: steps.orders,
        firstCall: steps.firstCall,
      };
    },
  );
}

import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { PbxView } from '#calls/engine/pbx-view';
import { trunkStates } from '#calls/engine/pbx-view';
import type { People } from '#people/manager-names';
import type { Phones } from './phones';
import { phoneJson, phoneSchema } from './phone-json';
import { fromPort } from '#http/problem';
import { commonProblems, oneOf, problemResponses } from '#http/schemas';

const pbxSchema = Type.Object({
  connected: Type.Boolean({ description: 'whether the PBX can be asked for calls' }),
  trunks: Type.Array(
    Type.Object({
      name: Type.String({ examples: ['carrier'] }),
      format: Type.String({ description: 'how it wants numbers', examples: ['e164'] }),
      state: oneOf(trunkStates, 'of its endpoint; unknown also where there is none'),
    }),
    { description: 'in the order in which they are tried' },
  ),
  phones: Type.Array(
    Type.Object({
      extension: Type.String({ examples: ['101'] }),
      name: Type.String({ description: "the manager's" }),
      ...phoneSchema.properties,
    }),
  ),
});

export interface PbxRouteParts {
  pbx: PbxView;
  people: People;
  phones: Pick<Phones, 'of'>;
}

/** The current state of trunks and managers' phones on the PBX; read-only. */
export function pbxRoutes(app: FastifyInstance, { pbx, people, phones }: PbxRouteParts): void {
  app.get(
    '/pbx',
    {
      schema: {
        operationId: 'getPbx',
        summary: 'Trunks and phones',
        tags: ['administration'],
        response: {
          200: { description: 'As the PBX has them now', ...pbxSchema },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    async () => {
      const [trunks, all] = await Promise.all([fromPort(pbx.trunks()), fromPort(people.list())]);
      return {
        connected: pbx.connected,
        trunks,
        phones: all.map(({ extension, name }) => ({ extension, name, ...phoneJson(phones.of(extension)) })),
      };
    },
  );
}

import { Type } from '@sinclair/typebox';
import { legQualityFields, legQualityJson } from './quality-json';
import type { CallControl } from './engine/call-control';
import type { Api } from '#http/api';
import { commonProblems, problemResponses } from '#http/schemas';

const liveQualitySchema = Type.Object({
  items: Type.Array(
    Type.Object({
      callId: Type.String({ format: 'uuid' }),
      quality: Type.Array(
        Type.Object({
          ...legQualityFields,
          latestMos: Type.Number({ description: 'of the last five seconds' }),
        }),
      ),
    }),
  ),
});

/** How live calls sound. It names no customer. */
export function qualityRoutes(app: Api, control: Pick<CallControl, 'liveQuality'>): void {
  app.get(
    '/quality',
    {
      schema: {
        operationId: 'getLiveQuality',
        summary: 'How live calls sound, leg by leg',
        description:
          'Measured every five seconds, from the first seconds of the talk on. How a call sounded that has ended is in its ' +
          'record.',
        tags: ['supervision'],
        response: {
          200: { description: 'Calls of which something is known', ...liveQualitySchema },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    () => ({
      items: control.liveQuality().map(({ callId, quality }) => ({
        callId,
        quality: quality.map((leg) => ({ ...legQualityJson(leg), latestMos: leg.latestMos })),
      })),
    }),
  );
}

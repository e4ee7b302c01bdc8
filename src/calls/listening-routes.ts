import { Type } from '@sinclair/typebox';
import type { ListeningDesk } from './listening-desk';
import type { ListeningWatch } from './listening-watch';
import { listeningModes } from './model/listening-facts';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { commonProblems, oneOf, problemResponses } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

const callParams = Type.Object({ id: Type.String({ description: "the call's id" }) });

const modeBody = Type.Object(
  { mode: oneOf(listeningModes, 'how the supervisor takes part') },
  { additionalProperties: false, examples: [{ mode: 'listen' }] },
);

/** Supervisors take part in conversations with the own phone. */
export function listeningRoutes(app: Api, listening: ListeningDesk, watch: ListeningWatch): void {
  app.put(
    '/calls/:id/listener',
    {
      schema: {
        operationId: 'listenToCall',
        summary: 'Listen to a conversation, whisper to its manager, or join it',
        description:
          'Rings the phone of the account; whoever takes part already does so in the given way from now on. Keys of that ' +
          'phone do the same: 4 listens, 5 whispers, 6 joins. `event: listening` says how it stands.',
        tags: ['supervision'],
        params: callParams,
        body: modeBody,
        response: {
          204: { description: 'The phone is being called, or the way is changed', type: 'null' },
          ...problemResponses(
            'invalid-request',
            'malformed-body',
            'body-too-large',
            'unsupported-media-type',
            'role-forbidden',
            'call-not-found',
            'listening-off',
            'no-own-phone',
            'not-talking',
            'own-call',
            'call-listened',
            'phone-busy',
            'phone-unreachable',
            ...commonProblems,
          ),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const principal = principalOf(request);
      await fromUseCase(listening.listen(principal, id, request.body.mode));
      watch.begin(request, principal, id);
      return reply.code(204).send();
    },
  );

  app.delete(
    '/calls/:id/listener',
    {
      schema: {
        operationId: 'leaveCall',
        summary: 'Take part no longer',
        tags: ['supervision'],
        params: callParams,
        response: {
          204: { description: 'The phone is being hung up', type: 'null' },
          ...problemResponses('role-forbidden', 'call-not-found', 'not-listening', ...commonProblems),
        },
      },
    },
    async (request, reply) => {
      const left = Promise.resolve().then(() => listening.leave(principalOf(request), request.params.id));
      await fromUseCase(left);
      return reply.code(204).send();
    },
  );
}

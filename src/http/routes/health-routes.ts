import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../calls/ports';
import type { Health } from '../http-parts';
import { oneOf } from '../schemas';

const healthSchema = Type.Object({
  status: oneOf(['up', 'down'], 'whether calls can be made'),
  parts: Type.Record(Type.String(), oneOf(['up', 'down'], 'one of the things that Star7 leans on')),
});

/** For watchdogs: needs no token, and tells nothing but up or down. */
export function healthRoutes(
  app: FastifyInstance,
  health: () => Promise<Health>,
  clock: Clock,
  seconds: number,
): void {
  app.get(
    '/healthz',
    {
      schema: {
        operationId: 'health',
        summary: 'Whether calls can be made',
        tags: ['operation'],
        security: [],
        response: {
          200: { description: 'Calls can be made', ...healthSchema },
          503: { description: 'Calls cannot be made', ...healthSchema },
        },
      },
    },
    async (_request, reply) => {
      const { ok, parts } = await bySome(seconds, health, clock);
      return reply.code(ok ? 200 : 503).send({ status: ok ? 'up' : 'down', parts });
    },
  );
}

/** What cannot say how it is by the deadline is down. */
async function bySome(seconds: number, health: () => Promise<Health>, clock: Clock): Promise<Health> {
  const down: Health = { ok: false, parts: {} };
  return await new Promise<Health>((resolve) => {
    const cancel = clock.after(seconds * 1000, () => resolve(down));
    health()
      .catch(() => down)
      .then(
        (known) => {
          cancel();
          resolve(known);
        },
        resolve.bind(null, down),
      );
  });
}

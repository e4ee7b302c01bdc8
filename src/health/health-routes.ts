import { Type } from '@sinclair/typebox';
import type { Health } from './health';
import type { Clock } from '#kernel/clock';
import type { Api } from '#http/api';
import type { RouteSet } from '#http/route-set';
import { oneOf } from '#http/schemas';

const partsSchema = Type.Record(
  Type.String(),
  oneOf(['up', 'down'], 'one of the things that Star7 leans on'),
);

const livenessSchema = Type.Object({
  status: oneOf(['up'], 'it answers, so it lives'),
  parts: partsSchema,
});

const readinessSchema = Type.Object({
  status: oneOf(['ready', 'not-ready', 'stopping'], 'whether calls can be taken'),
  parts: partsSchema,
});

/** @param seconds how long the parts may take to answer */
export function healthApi(health: () => Promise<Health>, clock: Clock, seconds = 3): RouteSet {
  return { open: (app) => healthRoutes(app, health, clock, seconds) };
}

/**
 * For watchdogs: no token needed; the answer says only up or down.
 *
 * `/healthz` answers whether to restart Star7: 200 while it answers at all, whatever the state of its
 * dependencies. Calls continue while the database is down; a restart would end them and repair nothing.
 * `/readyz` answers whether to send calls here: 503 while calls are impossible or Star7 is stopping.
 */
function healthRoutes(app: Api, health: () => Promise<Health>, clock: Clock, seconds: number): void {
  app.get(
    '/healthz',
    {
      schema: {
        operationId: 'health',
        summary: 'Whether Star7 is alive, and the state of its dependencies',
        tags: ['operation'],
        security: [],
        response: { 200: { description: 'Alive', ...livenessSchema } },
      },
    },
    async () => {
      const { parts } = await bySome(seconds, health, clock);
      return { status: 'up' as const, parts };
    },
  );
  app.get(
    '/readyz',
    {
      schema: {
        operationId: 'readiness',
        summary:
          'Whether calls can be taken: PBX and database respond, tables are up to date, Star7 is not stopping',
        tags: ['operation'],
        security: [],
        response: {
          200: { description: 'Calls can be taken', ...readinessSchema },
          503: { description: 'Calls cannot be taken', ...readinessSchema },
        },
      },
    },
    async (_request, reply) => {
      const { ready, stopping, parts } = await bySome(seconds, health, clock);
      const status = ready ? 'ready' : stopping ? 'stopping' : 'not-ready';
      return reply.code(ready ? 200 : 503).send({ status, parts });
    },
  );
}

/** Without an answer by the deadline, the state is down. */
async function bySome(seconds: number, health: () => Promise<Health>, clock: Clock): Promise<Health> {
  const down: Health = { ready: false, stopping: false, parts: {} };
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

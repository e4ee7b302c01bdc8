import { credentialName } from '#kernel/principal';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Log } from '#kernel/log';

const watched: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/** Logs one line for each request, with the route's pattern, since a URL may contain anything. */
export function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = routeOf(request);
    // Watchdogs send requests every few seconds.
    log[watched.has(route) ? 'debug' : 'info']('request', {
      method: request.method,
      route,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
      role: request.principal?.role,
      credential: request.principal === null ? undefined : credentialName(request.principal),
    });
    done();
  });
}

/** Stands for the pattern of requests without a route. */
export const noRoute = 'none';

/** @returns for instance `/api/orders/:number` */
export function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? noRoute;
}

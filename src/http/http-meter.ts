import type { FastifyInstance } from 'fastify';
import { noRoute, routeOf } from './request-log';

/** Counts and times the answers of the server. */
export interface HttpMeter {
  /** Called once, before the first answer, with every pattern that {@link answered} may receive. */
  routes(patterns: ReadonlySet<string>): void;
  /** @param route the pattern, `/api/orders/:number`, never the requested URL */
  answered(route: string, status: number, seconds: number): void;
}

/** For servers without measurements (tests). */
export const noMeter: HttpMeter = {
  routes: () => undefined,
  answered: () => undefined,
};

/** Measures every answer of this server. Call it before any route is registered. */
export function measureRequests(app: FastifyInstance, meter: HttpMeter): void {
  const patterns = new Set([noRoute]);
  app.addHook('onRoute', ({ url }) => {
    patterns.add(url);
  });
  app.addHook('onReady', (done) => {
    meter.routes(patterns);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    meter.answered(routeOf(request), reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
}

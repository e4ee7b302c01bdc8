import type { FastifyInstance } from 'fastify';
import { noRoute, routeOf } from './request-log';

/** Counts and times the answers of the server. */
export interface HttpMeter {
  /** Called once, before the first answer: every pattern that {@link answered} may be given. */
  routes(patterns: ReadonlySet<string>): void;
  /** @param route the pattern, `/api/orders/:number`, never what was asked for */
  answered(route: string, status: number, seconds: number): void;
}

/** For servers whose answers are not measured: tests. */
export const noMeter: HttpMeter = {
  routes: () => undefined,
  answered: () => undefined,
};

/** Has every answer of this server measured. Called before any route is registered. */
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

import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { MetricsPage } from './metric-registry';
import type { Api } from '#http/api';
import { bearerToken } from '#http/bearer-token';
import { Problem } from '#http/problem';
import type { RouteSet } from '#http/route-set';
import { isSameSecret } from '#http/same-secret';

/**
 * `/metrics`, for Prometheus: counts and times, without names or numbers. A shop's activity is confidential,
 * so the page requires the token; where none is set, only this machine may read it.
 */
export function metricsApi(page: MetricsPage, token: string | null): RouteSet {
  return { open: (app) => metricsRoutes(app, page, token) };
}

function metricsRoutes(app: Api, page: MetricsPage, token: string | null): void {
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    allow(request, token);
    return reply.header('content-type', page.contentType).send(await page.read());
  });
}

/** @throws Problem `metrics-unauthenticated`, or `not-found` where only this machine may read it */
function allow(request: FastifyRequest, token: string | null): void {
  if (token === null) {
    if (!isFromThisMachine(request)) throw new Problem('not-found');
    return;
  }
  if (!isSameSecret(bearerToken(request) ?? '', token)) {
    throw new Problem('metrics-unauthenticated', { headers: { 'www-authenticate': 'Bearer realm="star7"' } });
  }
}

/**
 * A request through a proxy on this machine comes from elsewhere; common proxies set one of these headers.
 */
const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

function isFromThisMachine({ socket, headers }: FastifyRequest): boolean {
  if (forwardingHeaders.some((name) => headers[name] !== undefined)) return false;
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}

import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import websocket from '@fastify/websocket';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Log } from '#kernel/log';
import type { Api } from './api';
import { inContext } from './in-context';
import { refuseShop, requireAdministrator, requireShop, requireSupervisor } from './access';
import { limitBodyTime } from './body-deadline';
import { answerClientError, answerErrors } from './error-answers';
import { measureRequests } from './http-meter';
import type { HttpMeter } from './http-meter';
import { collectMethods } from './method-answers';
import { openApi } from './open-api';
import { servePages } from './pages';
import { principalOf } from './principal-of';
import { Problem } from './problem';
import { checkRequests } from './request-checks';
import { logRequests } from './request-log';
import type { RouteSet } from './route-set';
import { problemSchema } from './schemas';
import { securityHeaders } from './security-headers';
import { buildSerializer } from './serializers';
import { wellFormedPath } from './well-formed-path';

export interface HttpParts {
  /** The routes of all capabilities. */
  routes: readonly RouteSet[];
  /** Requires a credential on every request of this context and sets the request's principal. */
  requireCredential: (app: FastifyInstance) => void;
  meter: HttpMeter;
  log: Log;
}

export interface HttpSettings {
  /** Shown in the OpenAPI document. */
  version: string;
  /** Addresses and networks of proxies whose headers about the client's address and TLS are trusted. */
  trustedProxies: readonly string[];
  /** Where the built pages are; null for none. */
  pagesFolder: string | null;
}

export const defaultHttpSettings: HttpSettings = {
  version: 'unknown',
  trustedProxies: [],
  pagesFolder: null,
};

/** Bytes; most routes need no more than a hundred. Routes for notes set their own limit. */
const largestBody = 16 * 1024;

/** Bytes of one message of a WebSocket: a page's SIP (src/phone), of some 4 kB. */
const largestFrame = 16 * 1024;

/** Deadline for the headers, and a second one for the body. */
const requestSeconds = 30;

/**
 * Serves pages, REST, OpenAPI and server-sent events. The caller calls `listen({ host, port })` and `close`;
 * `close` ends the event streams and waits for requests in progress.
 */
export function buildHttpServer(parts: HttpParts, settings: Partial<HttpSettings> = {}): FastifyInstance {
  const all: HttpSettings = { ...defaultHttpSettings, ...settings };
  const { routes, requireCredential, meter, log } = parts;

  const app = fastify({
    logger: false,
    bodyLimit: largestBody,
    // For the headers; bodies have their own deadline.
    http: { headersTimeout: requestSeconds * 1000 },
    requestTimeout: 0,
    trustProxy: all.trustedProxies.length === 0 ? false : [...all.trustedProxies],
    // While closing, the server answers with problem details too: see the hook below.
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    schemaController: { compilersFactory: { buildSerializer } },
    rewriteUrl: ({ url = '/' }) => wellFormedPath(url),
    // Order numbers of any length get the same answer; node itself stops at 16 KiB of headers.
    routerOptions: { maxParamLength: 64 * 1024 },
  });

  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  app.decorateRequest('principal', null);
  app.addHook('onRequest', ({ protocol }, reply, done) => {
    void reply.headers(securityHeaders(protocol));
    done(closing ? new Problem('stopping', { headers: { 'retry-after': '5' } }) : undefined);
  });
  limitBodyTime(app, requestSeconds);
  logRequests(app, log);
  measureRequests(app, meter);
  parseJsonOnly(app);

  void app.register(rateLimit, { global: false });
  void app.register(swagger, openApi(all.version));
  void app.register(websocket, { options: { maxPayload: largestFrame } });
  // Routes are registered after the three plugins above have added their hooks.
  app.after(() => {
    for (const schema of [problemSchema, ...routes.flatMap(({ schemas = [] }) => schemas)]) {
      app.addSchema(schema);
    }
    checkRequests(app);
    const refuseOtherMethods = collectMethods(app);
    answerErrors(app, log, servePages(app, all.pagesFolder));

    app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
    for (const { open } of routes) open?.(app);
    const behindCredential = (api: Api): void => {
      requireCredential(api);
      registerBehind(api, refuseShop, routes, 'api');
      registerBehind(api, requireShop, routes, 'shop');
      registerBehind(api, requireSupervisor, routes, 'supervisors');
      registerBehind(api, requireAdministrator, routes, 'administrators');
    };
    inContext(app, 'api', behindCredential, { prefix: '/api' });
    const withoutCredential = (api: Api): void => {
      for (const { signIn } of routes) signIn?.(api);
    };
    inContext(app, 'sign-in', withoutCredential, { prefix: '/api' });
    app.after(() => refuseOtherMethods(app));
  });
  return app;
}

/** Refuses everyone else before reading the request's body. */
function registerBehind(
  api: Api,
  requireRole: (principal: ReturnType<typeof principalOf>) => void,
  routes: readonly RouteSet[],
  role: 'api' | 'shop' | 'supervisors' | 'administrators',
): void {
  inContext(api, role, (behind) => {
    behind.addHook('onRequest', (request, _reply, next) => {
      requireRole(principalOf(request));
      next();
    });
    for (const set of routes) set[role]?.(behind);
  });
}

/** Accepts only JSON; an empty body counts as none, whatever its type (`curl -X POST` with a JSON header). */
function parseJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) {
      done(null, undefined);
      return;
    }
    // The parser's message quotes the body.
    void parse(request, String(body), (error, value) => {
      if (error) done(new Problem('malformed-body'));
      else done(null, value);
    });
  });
}

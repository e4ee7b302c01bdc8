import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { AccessWatch } from '#people/access-watch';
import { accountSchema } from '#people/account-json';
import { administrationRoutes } from './administration';
import { AuditTrail } from '#audit/audit-trail';
import { requireCredential } from '#people/authentication';
import { limitBodyTime } from './body-deadline';
import { callSchema } from '#calls/call-json';
import { entrySchema, outcomeSchema } from '#orders/entry-json';
import { answerClientError, answerErrors } from './error-answers';
import type { HttpParts, HttpSettings } from './http-parts';
import { defaultHttpSettings } from './http-parts';
import { importSchema } from '#orders/intake/import-json';
import { managerSchema } from '#people/manager-json';
import { collectMethods } from './method-answers';
import { openApi } from './open-api';
import { orderSchema } from '#orders/order-json';
import { OrderLooks } from '#orders/order-looks';
import { signingInRoutes } from '#people/signing-in';
import { servePages } from './pages';
import { Problem } from './problem';
import { checkRequests } from './request-checks';
import { logRequests } from './request-log';
import { callRoutes } from '#calls/call-routes';
import { clickRoutes } from '#calls/click-routes';
import { eventRoutes } from '#supervision/event-routes';
import { healthRoutes } from '#health/health-routes';
import { measureRequests, metricsRoutes } from '#metrics/metrics-routes';
import { orderRoutes } from '#orders/order-routes';
import { outcomeListSchema } from '#orders/outcome-setting-routes';
import { supervisionRoutes } from '#supervision/supervision-routes';
import { problemSchema } from './schemas';
import { buildSerializer } from './serializers';
import { settingsSchema } from '#settings/setting-json';
import { sessionSchema } from '#people/session-json';
import { wellFormedPath } from './well-formed-path';
import { workRoutes } from '#orders/work';

/** Bytes; the largest body of most routes that makes sense is a hundred. Routes of notes say so themselves. */
const largestBody = 16 * 1024;

/** Those that answers refer to by name. */
const schemas = [
  accountSchema,
  callSchema,
  entrySchema,
  importSchema,
  managerSchema,
  orderSchema,
  outcomeSchema,
  outcomeListSchema,
  problemSchema,
  sessionSchema,
  settingsSchema,
];

/** For headers, and again for a body. */
const requestSeconds = 30;

/** No scripts, frames, guesses or copies of what a shop's orders hold. No CORS: browsers of other sites stay out. */
const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Pages, REST, OpenAPI and server-sent events. The caller has it listen (`listen({ host, port })`) and close; `close`
 * ends the event streams and waits for requests under way.
 */
export function buildHttpServer(parts: HttpParts, settings: Partial<HttpSettings> = {}): FastifyInstance {
  const all: HttpSettings = { ...defaultHttpSettings, ...settings };
  const { control, events, calls, orders, owners, guard, audit, clock, log } = parts;
  const { health, metrics, metricsPage, supervision } = parts;

  const app = fastify({
    logger: false,
    bodyLimit: largestBody,
    // Of the headers; bodies have a deadline of their own.
    http: { headersTimeout: requestSeconds * 1000 },
    requestTimeout: 0,
    trustProxy: all.trustedProxies.length === 0 ? false : [...all.trustedProxies],
    // A drain answers with problem details too: see the hook below.
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    schemaController: { compilersFactory: { buildSerializer } },
    rewriteUrl: ({ url = '/' }) => wellFormedPath(url),
    // Every length of an order number gives the same answer; node itself stops at 16 KiB of headers.
    routerOptions: { maxParamLength: 64 * 1024 },
  });

  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  app.decorateRequest('principal', null);
  app.decorateRequest('signedIn', null);
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(securityHeaders);
    done(closing ? new Problem('stopping', { headers: { 'retry-after': '5' } }) : undefined);
  });
  limitBodyTime(app, requestSeconds);
  logRequests(app, log);
  measureRequests(app, metrics);
  parseJsonOnly(app);

  void app.register(rateLimit, { global: false });
  void app.register(swagger, openApi(all.version));
  // Routes are registered after the two plugins above have added their hooks.
  app.after(() => {
    for (const schema of schemas) app.addSchema(schema);
    checkRequests(app);
    const refuseOtherMethods = collectMethods(app);
    answerErrors(app, log, servePages(app, all.pagesFolder));
    const trail = new AuditTrail(audit, clock, log);
    const books = { tokens: parts.tokens, ...parts.signingIn };
    const access = new AccessWatch(books, clock, all.accessCheckSeconds);

    healthRoutes(app, health, clock, all.healthSeconds);
    metricsRoutes(app, metricsPage, all.metricsToken);
    app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
    void app.register(
      (api, _options, done) => {
        requireCredential(api, books, {
          max: all.maxFailedAuthentications,
          seconds: all.failedAuthenticationSeconds,
        });
        const looks = new OrderLooks(orders, guard, trail);
        orderRoutes(api, orders, looks, trail);
        clickRoutes(api, control, owners, trail);
        callRoutes(api, control, calls, trail);
        workRoutes(api, parts.work, looks, trail);
        administrationRoutes(api, parts.administration, { trail, access, log });
        supervisionRoutes(api, { ...supervision, control, calls, trail, access, clock, log });
        eventRoutes(api, {
          ...{ control, phones: supervision.phones, events, access, trail, clock, log, settings: all },
        });
        done();
      },
      { prefix: '/api' },
    );
    void app.register(
      (api, _options, done) => {
        signingInRoutes(api, books, { trail, clock, log }, all);
        done();
      },
      { prefix: '/api' },
    );
    app.after(() => refuseOtherMethods(app));
  });
  return app;
}

/** JSON alone is read; an empty body is no body, whatever its type says (`curl -X POST` with a JSON header). */
function parseJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) {
      done(null, undefined);
      return;
    }
    // The parser's own message quotes the body.
    void parse(request, String(body), (error, value) => {
      if (error) done(new Problem('malformed-body'));
      else done(null, value);
    });
  });
}

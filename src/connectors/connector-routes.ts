import { inContext } from '#http/in-context';
import { createHash } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import type { ConnectorDesk } from './connector-desk';
import {
  addBody,
  addedSchema,
  changeBody,
  connectorJson,
  findingsJson,
  findingsSchema,
  hookSchema,
  rejectJson,
  rejectsSchema,
  retryBody,
  sampleSchema,
  settingsOf,
  syncBody,
  tryBody,
  tryReportSchema,
} from './connector-json';
import type { Api } from '#http/api';
import { FailureCount } from '#http/failure-count';
import { principalOf } from '#http/principal-of';
import { commonProblems, named, problemResponses, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { RefusedError } from '#kernel/refused-error';

/** Bytes: a map with a query of GraphQL. */
const largestSettings = 128 * 1024;
/** Bytes of a webhook: an order with all its lines. */
const largestHook = 1024 * 1024;
const rejectsOfPage = 100;

const tags = ['administration'];
const params = Type.Object({ id: Type.Integer({ examples: [1] }) });
const oneProblems = ['connector-not-found', 'role-forbidden', ...commonProblems] as const;

/** What is no number is the id of no shop. */
function idOf({ params: { id } }: { params: { id: unknown } }): number {
  return /^\d{1,9}$/.test(String(id)) ? Number(id) : 0;
}

/** Shops whose orders Star7 fetches. */
export function connectorRoutes(app: Api, desk: ConnectorDesk): void {
  app.get(
    '/connectors',
    {
      schema: {
        operationId: 'listConnectors',
        summary: 'Shops whose orders are fetched, and how that goes',
        tags,
        response: {
          200: { description: 'All of them', ...Type.Object({ items: Type.Array(named('Connector')) }) },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    async () => ({ items: (await fromUseCase(desk.list())).map(connectorJson) }),
  );

  app.post(
    '/connectors',
    {
      bodyLimit: largestSettings,
      schema: {
        operationId: 'addConnector',
        summary: 'Add a shop; its first synchronisation begins at once',
        tags,
        body: addBody,
        response: {
          201: { description: 'The shop, and the address for its webhooks', ...addedSchema },
          ...problemResponses(...writeProblems),
        },
      },
    },
    async (request, reply) => {
      const { keys, sinceDays = 90, ...given } = request.body;
      const input = { settings: settingsOf(given), keys };
      const { entry, hook } = await fromUseCase(desk.add(principalOf(request), input, sinceDays));
      return reply
        .code(201)
        .header('location', `/api/connectors/${String(entry.id)}`)
        .send({ connector: connectorJson(entry), hook });
    },
  );

  app.post(
    '/connectors/try',
    {
      bodyLimit: largestSettings,
      schema: {
        operationId: 'tryConnector',
        summary: 'Read a page of orders from a shop, and write nothing',
        tags,
        body: tryBody,
        response: {
          200: { description: 'What was found', ...tryReportSchema },
          ...problemResponses('connector-not-found', ...writeProblems),
        },
      },
    },
    async (request) => {
      const { keys, id = null, ...given } = request.body;
      return fromUseCase(desk.try(principalOf(request), { settings: settingsOf(given), keys }, id));
    },
  );

  app.post(
    '/connectors/preview',
    {
      bodyLimit: largestSettings,
      schema: {
        operationId: 'previewConnector',
        summary:
          'Read a page of orders from a shop, show the first ones as they would be taken, and write nothing',
        tags,
        body: tryBody,
        response: {
          200: { description: 'What was found', ...findingsSchema },
          ...problemResponses('connector-not-found', ...writeProblems),
        },
      },
    },
    async (request) => {
      const { keys, id = null, ...given } = request.body;
      const input = { settings: settingsOf(given), keys };
      return findingsJson(await fromUseCase(desk.preview(principalOf(request), input, id)));
    },
  );

  app.post(
    '/connectors/sample',
    {
      bodyLimit: largestSettings,
      schema: {
        operationId: 'sampleConnector',
        summary: 'What an answer of a shop of the kind `rest` holds, to draw its map by',
        description: 'Values that are numbers or addresses are not shown. Of `map`, the requests count.',
        tags,
        body: tryBody,
        response: {
          200: { description: 'What was found', ...sampleSchema },
          ...problemResponses('connector-not-found', ...writeProblems),
        },
      },
    },
    async (request) => {
      const { keys, id = null, ...given } = request.body;
      return fromUseCase(desk.sample(principalOf(request), { settings: settingsOf(given), keys }, id));
    },
  );

  app.get(
    '/connectors/:id',
    {
      schema: {
        operationId: 'getConnector',
        summary: 'One shop',
        tags,
        params,
        response: {
          200: { description: 'The shop', ...named('Connector') },
          ...problemResponses(...oneProblems),
        },
      },
    },
    async (request) => connectorJson(await fromUseCase(desk.find(idOf(request)))),
  );

  app.patch(
    '/connectors/:id',
    {
      bodyLimit: largestSettings,
      schema: {
        operationId: 'changeConnector',
        summary: 'Change a shop; what is not given stays. A new address needs its keys again',
        tags,
        params,
        body: changeBody,
        response: {
          200: { description: 'The shop as it is now', ...named('Connector') },
          ...problemResponses('connector-not-found', ...writeProblems),
        },
      },
    },
    async (request) => {
      const { keys, ...settings } = request.body;
      const change = { settings, ...(keys && { keys }) };
      return connectorJson(await fromUseCase(desk.change(principalOf(request), idOf(request), change)));
    },
  );

  app.delete(
    '/connectors/:id',
    {
      schema: {
        operationId: 'deleteConnector',
        summary: 'Remove a shop; its orders stay',
        tags,
        params,
        response: { 204: { description: 'Removed', type: 'null' }, ...problemResponses(...oneProblems) },
      },
    },
    async (request, reply) => {
      await fromUseCase(desk.remove(principalOf(request), idOf(request)));
      return reply.code(204).send();
    },
  );

  app.post(
    '/connectors/:id/hook',
    {
      schema: {
        operationId: 'renewConnectorHook',
        summary: 'A new address and secret for webhooks; the previous ones end',
        tags,
        params,
        response: { 200: { description: 'Shown once', ...hookSchema }, ...problemResponses(...oneProblems) },
      },
    },
    async (request) => fromUseCase(desk.renewHook(principalOf(request), idOf(request))),
  );

  app.post(
    '/connectors/:id/sync',
    {
      schema: {
        operationId: 'syncConnector',
        summary: 'Look for changed orders now; with `sinceDays`, a first synchronisation again',
        tags,
        params,
        body: syncBody,
        response: {
          202: { description: 'Begun', ...named('Connector') },
          ...problemResponses('connector-not-found', ...writeProblems),
        },
      },
    },
    async (request, reply) => {
      const { sinceDays = null } = request.body;
      const entry = await fromUseCase(desk.sync(principalOf(request), idOf(request), sinceDays));
      return reply.code(202).send(connectorJson(entry));
    },
  );

  app.get(
    '/connectors/:id/rejects',
    {
      schema: {
        operationId: 'listConnectorRejects',
        summary: 'Orders of a shop that could not be taken, and why',
        tags,
        params,
        querystring: Type.Object({
          after: Type.Optional(Type.String({ maxLength: 128, description: '`next` of the previous page' })),
        }),
        response: {
          200: { description: 'A page of them', ...rejectsSchema },
          ...problemResponses('invalid-request', ...oneProblems),
        },
      },
    },
    async (request) => {
      const { after = '' } = request.query;
      const found = await fromUseCase(desk.rejects(idOf(request), after, rejectsOfPage + 1));
      const items = found.slice(0, rejectsOfPage);
      const next = found.length > rejectsOfPage ? (items.at(-1)?.shopOrderId ?? null) : null;
      return { items: items.map(rejectJson), next };
    },
  );

  app.post(
    '/connectors/:id/rejects/retry',
    {
      schema: {
        operationId: 'retryConnectorRejects',
        summary: 'Fetch orders again that could not be taken',
        tags,
        params,
        body: retryBody,
        response: {
          202: { description: 'How many are fetched again', ...Type.Object({ count: Type.Integer() }) },
          ...problemResponses('connector-not-found', ...writeProblems),
        },
      },
    },
    async (request, reply) => {
      const { order = null } = request.body;
      const count = await fromUseCase(desk.retry(principalOf(request), idOf(request), order));
      return reply.code(202).send({ count });
    },
  );
}

/** Webhooks that are not the shop's, from one address. */
const refusedHooks = { max: 60, seconds: 60 };

/**
 * Webhooks, without a credential but the signature: their bodies are read as bytes, whatever type they have. Above the limit
 * of failures an address is refused before the body is read, unless a genuine one came from there lately by the same name, which is
 * a secret: whoever shares a shop's address does not keep it out.
 */
export function hookRoutes(app: Api, desk: ConnectorDesk): void {
  inContext(app, 'hooks', (hooks) => {
    const failures = new FailureCount(hooks, refusedHooks);
    const callerOf = ({ ip, params: { name } }: { ip: string; params: { name: string } }): string =>
      createHash('sha256').update(`${ip} ${name}`).digest('base64');
    hooks.removeAllContentTypeParsers();
    hooks.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, given) => given(null, body));
    hooks.post(
      '/connector-hooks/:name',
      {
        bodyLimit: largestHook,
        onRequest: async (request) => failures.admit(request, callerOf(request)),
        schema: {
          operationId: 'takeConnectorHook',
          summary: 'Webhooks of a shop',
          description: 'Only the ids of orders are taken from it; the orders are fetched.',
          tags: ['shops'],
          security: [],
          params: Type.Object({ name: Type.String() }),
          response: {
            200: { description: 'Taken', type: 'null' },
            ...problemResponses('hook-refused', 'not-found', 'body-too-large', 'too-many-failures'),
            ...problemResponses('internal', 'unavailable'),
          },
        },
      },
      async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const header = (name: string): string => {
          const value = request.headers[name];
          return typeof value === 'string' ? value : '';
        };
        const caller = callerOf(request);
        const isSigned = await fromUseCase(
          desk.takeHook(request.params.name, body, header).catch(async (error: unknown) => {
            if (error instanceof RefusedError) await failures.failed(request);
            throw error;
          }),
        );
        if (isSigned) failures.wasGood(caller);
        return reply.code(200).send();
      },
    );
  });
}

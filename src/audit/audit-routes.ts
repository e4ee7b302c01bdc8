import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { AuditFilter, AuditLine, AuditReader } from './audit-reading';
import type { AuditTrail } from './audit-trail';
import type { ChainCheck, ChainState } from './chain-check';
import { actorOf } from '#kernel/principal';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { pageRequest } from '#http/cursor';
import { fromUseCase } from '#http/use-case';
import { isoTime, isoTimeOrNull, parseIsoTime } from '#kernel/iso-time';
import { commonProblems, isoTimeSchema, orNull, pageOf, pageQuery, problemResponses } from '#http/schemas';
import type { RouteSet } from '#http/route-set';

const listQuery = Type.Object(
  {
    actor: Type.Optional(
      Type.String({ maxLength: 100, description: 'only entries of this actor', examples: ['manager:101'] }),
    ),
    action: Type.Optional(
      Type.String({ maxLength: 64, description: 'only this action', examples: ['call.export'] }),
    ),
    subject: Type.Optional(
      Type.String({ maxLength: 100, description: 'only this subject', examples: ['order:1001'] }),
    ),
    from: Type.Optional({ ...isoTimeSchema, description: 'at this time or later' }),
    to: Type.Optional({ ...isoTimeSchema, description: 'before this time' }),
    ...pageQuery,
  },
  { additionalProperties: false },
);

const lineSchema = Type.Object({
  seq: orNull(Type.Integer({ description: 'its place in the chain; null until it has one' })),
  at: isoTimeSchema,
  actor: Type.String({
    description: 'manager:, account:, token:, cli: or system',
    examples: ['manager:101'],
  }),
  action: Type.String({ examples: ['order.view'] }),
  subject: orNull(Type.String({ examples: ['order:1001'] })),
  detail: orNull(
    Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
  ),
});

const chainSchema = Type.Object({
  running: Type.Boolean({ description: 'a check is under way' }),
  checkedAt: orNull({ ...isoTimeSchema, description: 'when the last check ended; null before the first' }),
  failed: Type.Boolean({ description: 'the last check failed; the rest is of the one before' }),
  rows: orNull(Type.Integer({ description: 'of the audit log' })),
  intact: orNull(Type.Boolean({ description: 'no entry is changed, missing or out of place' })),
  protected: orNull(Type.Boolean({ description: 'the database itself refuses changes' })),
  faultCount: orNull(Type.Integer()),
  faults: Type.Array(
    Type.Object({
      slug: Type.String({ description: 'what is wrong', examples: ['changed'] }),
      seq: orNull(Type.Integer({ description: 'place in the chain' })),
      to: Type.Optional(Type.Integer({ description: 'the last place affected, if there are several' })),
    }),
    { description: 'the first hundred' },
  ),
});

export interface AuditRouteParts {
  auditReader: AuditReader;
  chain: ChainCheck;
  trail: AuditTrail;
}

export function auditApi(parts: AuditRouteParts): RouteSet {
  return { supervisors: (app) => auditRoutes(app, parts) };
}

/** What people and programs did, and whether the log of it is whole. */
function auditRoutes(app: Api, { auditReader, chain, trail }: AuditRouteParts): void {
  app.get(
    '/audit',
    {
      schema: {
        operationId: 'listAudit',
        summary: 'The audit log, newest first',
        tags: ['supervision'],
        querystring: listQuery,
        response: {
          200: { description: 'A page of the audit log', ...pageOf(lineSchema) },
          ...problemResponses('invalid-request', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { limit, after, ...query } = request.query;
      const page = await fromUseCase(auditReader.list(filterOf(query), pageRequest({ limit, after })));
      // What was asked for may be anything, a phone number too: it is not written down.
      await trail.beforeLook(principalOf(request), JSON.stringify(query), {
        action: 'audit.list',
        subject: null,
        detail: { rows: page.rows.length },
      });
      return { items: page.rows.map(lineJson), next: page.next };
    },
  );

  const chainResponses = {
    ...problemResponses('role-forbidden', ...commonProblems),
  };
  app.get(
    '/audit/chain',
    {
      schema: {
        operationId: 'getAuditChain',
        summary: 'Result of the last check of the chain',
        tags: ['supervision'],
        response: { 200: { description: 'The last check', ...chainSchema }, ...chainResponses },
      },
    },
    () => chainJson(chain.state),
  );

  app.post(
    '/audit/chain',
    {
      schema: {
        operationId: 'checkAuditChain',
        summary: 'Check the chain',
        description: 'Starts a check, unless one is running. GET /api/audit/chain gives its result.',
        tags: ['supervision'],
        response: { 202: { description: 'The check is running', ...chainSchema }, ...chainResponses },
      },
    },
    async (request, reply) => {
      if (!chain.state.running) {
        await trail.before({ actor: actorOf(principalOf(request)), action: 'audit.verify', subject: null });
      }
      chain.start();
      return reply.code(202).send(chainJson(chain.state));
    },
  );
}

function filterOf({
  actor,
  action,
  subject,
  ...query
}: Omit<Static<typeof listQuery>, 'limit' | 'after'>): AuditFilter {
  const from = parseIsoTime(query.from ?? '');
  const to = parseIsoTime(query.to ?? '');
  return {
    ...(actor === undefined ? {} : { actor }),
    ...(action === undefined ? {} : { action }),
    ...(subject === undefined ? {} : { subject }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
}

function lineJson({ seq, at, actor, action, subject, detail }: AuditLine) {
  return { seq, at: isoTime(at), actor, action, subject, detail };
}

function chainJson({ running, checkedAt, failed, report }: ChainState) {
  return {
    running,
    checkedAt: isoTimeOrNull(checkedAt),
    failed,
    rows: report?.rows ?? null,
    intact: report?.ok ?? null,
    protected: report?.protected ?? null,
    faultCount: report?.faultCount ?? null,
    faults: (report?.faults ?? []).map(({ slug, seq, to }) => ({
      slug,
      seq,
      ...(to === undefined ? {} : { to }),
    })),
  };
}

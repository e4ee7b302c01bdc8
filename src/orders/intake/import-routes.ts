import { inContext } from '#http/in-context';
import { Readable } from 'node:stream';
import { Type } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import type { ImportDesk } from './import-desk';
import { importJson } from './import-json';
import type { ImportEntry } from './order-imports';
import { csvLine, reportColumns } from './reject-file';
import { profileIds } from '../model/import-profiles';
import { prefixPattern } from '../model/number-prefix';
import type { Api } from '#http/api';
import { takeTime } from '#http/body-deadline';
import { pageRequest } from '#http/cursor';
import { principalOf } from '#http/principal-of';
import { Problem } from '#http/problem';
import { commonProblems, named, oneOf, pageOf, pageQuery, problemResponses } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import type { Log } from '#kernel/log';
import type { AccessWatch } from '#people/access-watch';

const fileTypes = [
  'text/csv',
  'application/octet-stream',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

const uploadQuery = Type.Object(
  {
    utcOffsetMinutes: Type.Optional(
      Type.Integer({
        minimum: -14 * 60,
        maximum: 14 * 60,
        description: "for times in the file that state no offset; without it, the shop's time zone holds",
      }),
    ),
    profile: Type.Optional(oneOf(profileIds, 'how columns are read; without it, told by their names')),
    prefix: Type.Optional(
      Type.String({
        pattern: prefixPattern,
        examples: ['B-'],
        description:
          'before order numbers, where another shop has the same ones; without it, what is kept of the profile',
      }),
    ),
    sameShop: Type.Optional(
      Type.Boolean({
        description:
          'the orders are those that are known by their numbers, also where customer, phone and time differ; without it, ' +
          'such rows are left out (`another-order`)',
      }),
    ),
    dryRun: Type.Optional(Type.Boolean({ description: 'read everything and write nothing' })),
  },
  { additionalProperties: false },
);
const listQuery = Type.Object(pageQuery, { additionalProperties: false });
const importParams = Type.Object({ id: Type.String({ description: "the import's id" }) });

export interface ImportRouteParts {
  access: AccessWatch;
  log: Log;
}

/** Files with orders: sent as they are, read as they come. */
export function importRoutes(app: Api, imports: ImportDesk, others: ImportRouteParts): void {
  app.addHook('preClose', (done) => {
    imports.stop();
    done();
  });

  inContext(app, 'uploads', (upload) => {
    // The handler is given the stream itself; elsewhere these types are refused.
    // What was not read to its end stands in the way of the next request, and of the server's closing.
    upload.addHook('onSend', (request, reply, _payload, sent) => {
      if (!request.raw.readableEnded) void reply.header('connection', 'close');
      sent();
    });
    upload.addContentTypeParser(fileTypes, (_request, payload, given) => given(null, payload));
    uploadRoute(upload, imports, others);
  });

  app.get(
    '/imports',
    {
      schema: {
        operationId: 'listImports',
        summary: 'Imports from the browser, newest first',
        tags: ['administration'],
        querystring: listQuery,
        response: {
          200: { description: 'A page of imports', ...pageOf(named('Import')) },
          ...problemResponses('invalid-request', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { rows, next } = await fromUseCase(imports.list(pageRequest(request.query)));
      return { items: rows.map(importJson), next };
    },
  );

  app.get(
    '/imports/:id',
    {
      schema: {
        operationId: 'getImport',
        summary: 'One import, running or over',
        tags: ['administration'],
        params: importParams,
        response: {
          200: { description: 'The import', ...named('Import') },
          ...problemResponses('import-not-found', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => importJson(await fromUseCase(imports.find(request.params.id))),
  );

  app.get(
    '/imports/:id/rejects.csv',
    {
      schema: {
        operationId: 'getImportRejects',
        summary: 'Rows that were left out, and what was not understood of others',
        description:
          'Line, reason, column, cell without numbers and addresses, explanation. The first 100,000.',
        tags: ['administration'],
        params: importParams,
        response: {
          200: {
            description: 'CSV with a header',
            content: { 'text/csv': { schema: { type: 'string' } } },
          },
          ...problemResponses('import-not-found', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request, reply) => {
      const entry = await fromUseCase(imports.find(request.params.id));
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="import-${String(entry.id)}-rejects.csv"`)
        .send(Readable.from(rejectLines(imports, entry)));
    },
  );
}

function uploadRoute(app: Api, imports: ImportDesk, { access, log }: ImportRouteParts): void {
  app.post(
    '/imports',
    {
      schema: {
        operationId: 'startImport',
        summary: 'Import orders from CSV or XLSX',
        description:
          'The file is the body. It is read as it comes, and the answer comes when it is over; `GET /api/imports` ' +
          'tells meanwhile how far it is. Orders are written a thousand at a time: where the upload breaks off, the ' +
          'import is `interrupted` and what was written stays written; so it is where the account is disabled or the ' +
          'session ends meanwhile, and the answer is 401 then. Importing a file again changes nothing.',
        tags: ['administration'],
        querystring: uploadQuery,
        body: {
          content: Object.fromEntries(
            fileTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
          ),
        },
        response: {
          202: { description: 'How it ended', ...named('Import') },
          ...problemResponses(
            'invalid-request',
            'import-running',
            'body-too-large',
            'unsupported-media-type',
            'role-forbidden',
            ...commonProblems,
          ),
        },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      // In this order, and before the body is given an hour.
      imports.accountOf(principal);
      const chunks = bodyOf(request, imports.largestBytes);
      imports.refuseWhileRunning();
      takeTime(request);
      const ended = new AbortController();
      const unwatch = access.watch(request, principal, { idleToo: false }, (reason) => {
        log.info('an upload was ended', { reason });
        ended.abort();
      });
      const { utcOffsetMinutes: offsetMinutes, dryRun = false, ...query } = request.query;
      const file = { chunks, offsetMinutes, ...query, dryRun, mayGoOn: ended.signal };
      const entry = await fromUseCase(imports.take(principal, file)).finally(unwatch);
      if (ended.signal.aborted) throw new Problem('unauthenticated');
      return reply
        .code(202)
        .header('location', `/api/imports/${String(entry.id)}`)
        .send(importJson(entry));
    },
  );
}

/** @throws Problem where there is none, or more than is taken */
function bodyOf(request: FastifyRequest, largestBytes: number): AsyncIterable<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > largestBytes) throw new Problem('body-too-large');
  if (!(request.body instanceof Readable)) throw new Problem('unsupported-media-type');
  return request.body as AsyncIterable<Buffer>;
}

async function* rejectLines(imports: ImportDesk, entry: ImportEntry): AsyncGenerator<string> {
  yield csvLine(reportColumns);
  for await (const { line, rejected, reason, column, cell, explanation } of imports.rejects(entry)) {
    yield csvLine([line, rejected ? 'rejected' : 'noticed', reason, column ?? '', cell ?? '', explanation]);
  }
}

import type { Readable } from 'node:stream';
import { Type } from '@sinclair/typebox';
import type { CallDesk } from './call-desk';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { callsAsCsv } from './call-csv';
import { callQuery, callSearch } from './call-query';
import { fromUseCase } from '#http/use-case';
import { commonProblems, problemResponses } from '#http/schemas';
import type { Log } from '#kernel/log';
import type { AccessWatch } from '#people/access-watch';
import type { CallLog } from './call-log';
import type { CallControl } from './engine/call-control';

const exportQuery = Type.Object(callQuery, { additionalProperties: false });

export interface ExportRouteParts {
  control: Pick<CallControl, 'live'>;
  calls: CallLog;
  access: AccessWatch;
  log: Log;
}

/** The list of calls as a file. Names of customers leave the house with it: each is in the audit log. */
export function exportRoutes(
  app: Api,
  desk: CallDesk,
  { control, calls, access, log }: ExportRouteParts,
): void {
  const underWay = new Set<Readable>();
  app.addHook('preClose', (done) => {
    for (const file of underWay) file.destroy(new Error('Star7 is stopping'));
    done();
  });

  app.get(
    '/calls.csv',
    {
      exposeHeadRoute: false,
      schema: {
        operationId: 'exportCalls',
        summary: 'Calls as CSV, newest first',
        description:
          'All that match, however many. For accounts that may export. A file that could not be finished ends ' +
          'without the end of its transfer; so it does where the account is disabled or the session ends meanwhile.',
        tags: ['supervision'],
        querystring: exportQuery,
        response: {
          200: {
            description: 'RFC 4180, UTF-8',
            content: { 'text/csv': { schema: { type: 'string' } } },
          },
          ...problemResponses('invalid-request', 'role-forbidden', 'export-forbidden', ...commonProblems),
        },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const filter = await fromUseCase(desk.beginExport(principal, callSearch(request.query)));
      const file = callsAsCsv(calls, filter, (call) => control.live(call.id) ?? call);
      underWay.add(file);
      file.on('error', (error) => log.warn('an export of calls was not finished', { error }));
      const unwatch = access.watch(request, principal, { idleToo: false }, (reason) => {
        log.info('an export of calls was ended', { reason });
        file.destroy(new Error('The permission of the sender has ended.'));
      });
      file.on('close', () => {
        underWay.delete(file);
        unwatch();
      });
      return reply
        .header('content-type', 'text/csv; charset=utf-8; header=present')
        .header('content-disposition', 'attachment; filename="calls.csv"')
        .send(file);
    },
  );
}

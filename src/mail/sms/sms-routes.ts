import { Type } from '@sinclair/typebox';
import { refusePrograms } from '../mail-access';
import { strangerReasons } from './sms-store';
import type { SmsInbox } from './sms-store';
import type { AuditTrail } from '#audit/audit-trail';
import type { Api } from '#http/api';
import { pageRequest } from '#http/cursor';
import { principalOf } from '#http/principal-of';
import { commonProblems, isoTimeSchema, oneOf, orNull, pageQuery, problemResponses } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { isoTime } from '#kernel/iso-time';
import type { PageRequest } from '#kernel/page';
import type { Principal } from '#kernel/principal';

const strangersSchema = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.Integer(),
      at: isoTimeSchema,
      reason: oneOf(strangerReasons, 'why it is at no order'),
      text: Type.String({ description: 'redacted' }),
      hidden: Type.Integer({ description: 'numbers, addresses and hosts that were replaced in it' }),
    }),
  ),
  next: orNull(Type.String({ description: '`after` of the next page' })),
});

export interface StrangersParts {
  inbox: Pick<SmsInbox, 'strangers'>;
  trail: Pick<AuditTrail, 'beforeLook'>;
}

/** For supervisors: SMS that are at no order. */
export function smsRoutes(app: Api, parts: StrangersParts): void {
  app.get(
    '/sms/strangers',
    {
      schema: {
        operationId: 'listStrangerSms',
        summary: 'SMS that came in and are at no order, the newest first',
        description: 'Their numbers are not kept. They are deleted after 30 days.',
        tags: ['supervision'],
        querystring: Type.Object({ ...pageQuery }, { additionalProperties: false }),
        response: {
          200: {
            description: 'The SMS',
            ...strangersSchema,
          },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { rows, next } = await fromUseCase(
        strangers(parts, principalOf(request), pageRequest(request.query)),
      );
      return { items: rows.map((row) => ({ ...row, at: isoTime(row.at) })), next };
    },
  );
}

async function strangers({ inbox, trail }: StrangersParts, principal: Principal, page: PageRequest) {
  refusePrograms(principal);
  const found = await inbox.strangers(page);
  if (found.rows.length > 0) {
    await trail.beforeLook(principal, JSON.stringify(page), {
      ...{ action: 'sms.strangers', subject: null, detail: { rows: found.rows.length } },
    });
  }
  return found;
}

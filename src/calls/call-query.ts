import type { Static, TObject } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { AuditEntry } from '#audit/audit-log';
import type { CallFilter } from './call-log';
import type { Principal } from '#kernel/principal';
import { enders } from './model/ender';
import { dispositions } from './model/disposition';
import { isoTime, parseIsoTime } from '#kernel/iso-time';
import { extensionQuery, isoTimeSchema, oneOf } from '#http/schemas';

/** What a query may say of the calls that are wanted. */
export const callQuery = {
  extension: extensionQuery,
  orderNumber: Type.Optional(Type.String({ maxLength: 64, description: 'only calls of this order' })),
  disposition: Type.Optional(oneOf(dispositions, 'only calls with this disposition')),
  hungUpBy: Type.Optional(oneOf(enders, 'only calls ended by these')),
  from: Type.Optional({ ...isoTimeSchema, description: 'requested at this time or later' }),
  to: Type.Optional({ ...isoTimeSchema, description: 'requested before this time' }),
};

export type CallQuery = Static<TObject<typeof callQuery>>;

/** Which calls they are. A manager's are their own, whatever the query says. */
export function callFilter(query: CallQuery, principal: Principal): CallFilter {
  const { extension, orderNumber, disposition, hungUpBy } = query;
  const from = parseIsoTime(query.from ?? '');
  const to = parseIsoTime(query.to ?? '');
  return {
    ...(principal.role === 'manager'
      ? { manager: principal.manager }
      : extension === undefined
        ? {}
        : { managerExtension: extension }),
    ...(orderNumber === undefined ? {} : { orderNumber }),
    ...(disposition === undefined ? {} : { disposition }),
    ...(hungUpBy === undefined ? {} : { hungUpBy }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
}

/** A filter as the audit log has it; whose calls they are is the entry's subject. */
export function filterDetail({
  orderNumber,
  disposition,
  hungUpBy,
  from,
  to,
}: CallFilter): AuditEntry['detail'] {
  return {
    ...(orderNumber === undefined ? {} : { order: orderNumber }),
    ...(disposition === undefined ? {} : { disposition }),
    ...(hungUpBy === undefined ? {} : { hungUpBy }),
    ...(from === undefined ? {} : { from: isoTime(from) }),
    ...(to === undefined ? {} : { to: isoTime(to) }),
  };
}

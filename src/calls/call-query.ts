import type { Static, TObject } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { CallSearch } from './call-desk';
import { directions } from './model/call-record';
import { enders } from './model/ender';
import { dispositions } from './model/disposition';
import { parseIsoTime } from '#kernel/iso-time';
import { extensionQuery, isoTimeSchema, oneOf } from '#http/schemas';

/** Members of a query for calls. */
export const callQuery = {
  extension: extensionQuery,
  orderNumber: Type.Optional(Type.String({ maxLength: 64, description: 'only calls of this order' })),
  direction: Type.Optional(oneOf(directions, 'only calls that begin on this side: outbound is the shop’s')),
  disposition: Type.Optional(oneOf(dispositions, 'only calls with this disposition')),
  hungUpBy: Type.Optional(oneOf(enders, 'only calls ended by these')),
  from: Type.Optional({ ...isoTimeSchema, description: 'requested at this time or later' }),
  to: Type.Optional({ ...isoTimeSchema, description: 'requested before this time' }),
};

export type CallQuery = Static<TObject<typeof callQuery>>;

/** Which calls a query asks for. */
export function callSearch(query: CallQuery): CallSearch {
  const { extension, orderNumber, direction, disposition, hungUpBy } = query;
  const from = parseIsoTime(query.from ?? '');
  const to = parseIsoTime(query.to ?? '');
  return {
    ...(extension === undefined ? {} : { extension }),
    ...(orderNumber === undefined ? {} : { orderNumber }),
    ...(direction === undefined ? {} : { direction }),
    ...(disposition === undefined ? {} : { disposition }),
    ...(hungUpBy === undefined ? {} : { hungUpBy }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
}

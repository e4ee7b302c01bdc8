import { directions } from '#calls/model/call-record';
import type { Direction } from '#calls/model/call-record';
import type { Ender } from '#calls/model/ender';
import { enders } from '#calls/model/ender';
import type { Disposition } from '#calls/model/disposition';
import { dispositions } from '#calls/model/disposition';
import type { PeriodChoice } from './period';
import { rangeOf, readPeriod, writePeriod } from './period';

/** The filter of the call log. It is part of the page's address, so that a link shows the same to another user. */
export interface CallFilter extends PeriodChoice {
  extension: string | null;
  orderNumber: string | null;
  direction: Direction | null;
  disposition: Disposition | null;
  hungUpBy: Ender | null;
}

export const everyCall: CallFilter = {
  period: 'all',
  from: null,
  to: null,
  extension: null,
  orderNumber: null,
  direction: null,
  disposition: null,
  hungUpBy: null,
};

/** Reads the filter from an address. Ignores what it cannot read, so that an old link still works. */
export function readCallFilter(search: string): CallFilter {
  const address = new URLSearchParams(search);
  return {
    ...readPeriod(address, 'all'),
    extension: textOrNull(address.get('manager'), 32),
    orderNumber: textOrNull(address.get('order'), 64),
    direction: directions.find((each) => each === address.get('direction')) ?? null,
    disposition: dispositions.find((each) => each === address.get('result')) ?? null,
    hungUpBy: enders.find((each) => each === address.get('ended-by')) ?? null,
  };
}

/** The filter as an address, without a question mark; empty where nothing is filtered. */
export function writeCallFilter(filter: CallFilter): string {
  return new URLSearchParams({
    ...writePeriod(filter, 'all'),
    ...(filter.extension === null ? {} : { manager: filter.extension }),
    ...(filter.orderNumber === null ? {} : { order: filter.orderNumber }),
    ...(filter.direction === null ? {} : { direction: filter.direction }),
    ...(filter.disposition === null ? {} : { result: filter.disposition }),
    ...(filter.hungUpBy === null ? {} : { 'ended-by': filter.hungUpBy }),
  }).toString();
}

/** The query of GET /api/calls and GET /api/calls.csv. */
export interface CallQuery {
  extension?: string;
  orderNumber?: string;
  direction?: Direction;
  disposition?: Disposition;
  hungUpBy?: Ender;
  from?: string;
  to?: string;
}

export function callQueryOf(filter: CallFilter, now: Date): CallQuery {
  const { from, to } = rangeOf(filter, now);
  return {
    ...(filter.extension === null ? {} : { extension: filter.extension }),
    ...(filter.orderNumber === null ? {} : { orderNumber: filter.orderNumber }),
    ...(filter.direction === null ? {} : { direction: filter.direction }),
    ...(filter.disposition === null ? {} : { disposition: filter.disposition }),
    ...(filter.hungUpBy === null ? {} : { hungUpBy: filter.hungUpBy }),
    ...(from === null ? {} : { from: from.toISOString() }),
    ...(to === null ? {} : { to: to.toISOString() }),
  };
}

function textOrNull(text: string | null, longest: number): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' || trimmed.length > longest ? null : trimmed;
}

import * as fc from 'fast-check';
import { fromDateTime, toDateTime } from '#database/date-time';

/** Up to the end of 2199. */
const instants = fc.integer({ min: 0, max: 7_258_118_399_999_999 });

describe('date and time', () => {
  it('come back to the microsecond', () => {
    fc.assert(fc.property(instants, (at) => fromDateTime(toDateTime(at)) === at));
  });

  it('sort as texts the way they sort as times', () => {
    fc.assert(
      fc.property(instants, instants, (a, b) => Math.sign(a - b) === compare(toDateTime(a), toDateTime(b))),
    );
  });

  it('are read with as many digits as the server gives', () => {
    expect(fromDateTime('1970-01-01 00:00:01')).toBe(1_000_000);
    expect(fromDateTime('1970-01-01 00:00:01.5')).toBe(1_500_000);
    expect(fromDateTime('1970-01-01 00:00:01.000001')).toBe(1_000_001);
  });
});

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
